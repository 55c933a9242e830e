"""Markdown bodies become safe HTML, sessions, calls and voices; and lint."""
