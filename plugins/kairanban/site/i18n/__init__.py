"""Locales of pages: labels, dates, and records in the words of their translations."""
