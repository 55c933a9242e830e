"""Files for programs: Atom and calendar feeds, JSON, structured data, headers, static files."""
