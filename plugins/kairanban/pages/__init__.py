"""Records become pages: views, templates, structured data, and the Pelican generator."""
