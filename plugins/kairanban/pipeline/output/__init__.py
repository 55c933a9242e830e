"""Output files: staging, checks, publishing, and the manifest of the output folder."""
