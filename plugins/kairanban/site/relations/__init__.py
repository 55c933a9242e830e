"""Relations between records, and the list entries and links that are derived from them."""
