"""Calendar feeds (RFC 5545, RFC 7986) of a collection's events; `feeds` is the way in."""
