"""What editors write, as checked records."""
