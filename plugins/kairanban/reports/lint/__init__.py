"""Linting of reports: warnings about text that is nearly, but not quite, the expected syntax."""
