"""The sentences of problems, in Japanese and English."""
