"""What is nearly something that reports are read for: told, and left as it is."""
