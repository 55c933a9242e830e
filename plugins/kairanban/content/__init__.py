"""Content files become records: front matter, dates, schema, rules and translations."""
