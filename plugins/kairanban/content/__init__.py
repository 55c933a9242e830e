"""Files become records: front matter, dates, schema, rules, translations."""
