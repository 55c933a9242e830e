"""Content in another language: a translation's words applied to the record of its original."""
