"""The content folder: its files, their names, and the links between them."""
