"""The content, read: files, the rules between them, and what a build knows of it."""
