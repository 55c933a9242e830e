"""Formatting of times, statuses, prices and addresses for readers."""
