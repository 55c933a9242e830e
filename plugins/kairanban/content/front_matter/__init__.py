"""The header of a content file, read with its line numbers."""
