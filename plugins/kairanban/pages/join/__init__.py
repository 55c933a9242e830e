"""Records joined the other way round: what belongs to what, and what it links."""
