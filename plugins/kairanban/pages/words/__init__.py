"""Times, states and addresses in words for readers."""
