"""Conversion of Markdown by Python-Markdown, with extensions: Japanese marks, rubies, photos."""
