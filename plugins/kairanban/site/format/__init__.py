"""Times, states, prices and addresses in words for readers."""
