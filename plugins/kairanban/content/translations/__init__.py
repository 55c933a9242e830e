"""Content in another language: what a translation says in its own words, put over its original."""
