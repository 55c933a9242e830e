"""Calls for help (募集): one item of a list each, with type, deadline and state."""
