"""Loading of the content folder: records, translations, and the rules between files."""
