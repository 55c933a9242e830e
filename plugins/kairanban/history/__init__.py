"""The git history of the content: changes, former versions, revisions of calendar entries."""
