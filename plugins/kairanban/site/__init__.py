"""Records become pages and feeds: relations, view models, templates, search."""
