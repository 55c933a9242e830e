"""Near misses of what reports are parsed for: a warning each, and the text as it is."""
