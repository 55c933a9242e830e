"""Photos as they are published: upright, in sRGB, in several widths, without any metadata."""
