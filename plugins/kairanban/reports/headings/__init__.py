"""Parsing of headings: whose a session is, who is named, where calls and voices begin."""
