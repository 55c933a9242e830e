"""Relations between records: what belongs to what, and what it links."""
