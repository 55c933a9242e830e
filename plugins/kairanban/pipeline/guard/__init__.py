"""Checks before publishing: published events and addresses stay, and everything is committed."""
