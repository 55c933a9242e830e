"""Parsing of Markdown bodies into safe HTML, sessions, calls and voices; linting of reports."""
