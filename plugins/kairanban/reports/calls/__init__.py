"""Parsing of calls for help (募集): each is one item of a list, with type, deadline and status."""
