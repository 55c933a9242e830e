"""Locales of pages: labels, dates, and records with their translations applied."""
