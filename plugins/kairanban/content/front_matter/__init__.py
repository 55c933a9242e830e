"""Parsing of the header of a content file, with line numbers."""
