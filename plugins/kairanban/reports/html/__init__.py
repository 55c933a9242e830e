"""Steps that HTML from Markdown goes through: sanitizing, resolving of links, typography."""
