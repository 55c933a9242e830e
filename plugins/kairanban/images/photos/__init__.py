"""Preparation of photos for publishing: upright, in sRGB, in several widths, without metadata."""
