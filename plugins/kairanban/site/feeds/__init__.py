"""Files for programs: feeds, structured data, headers, what changes next."""
