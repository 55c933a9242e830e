"""The content, loaded: files, the rules between them, and what a build knows of it."""
