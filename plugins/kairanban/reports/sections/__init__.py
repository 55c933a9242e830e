"""Parsing of a report's structure: sessions, calls for help, voices, photos."""
