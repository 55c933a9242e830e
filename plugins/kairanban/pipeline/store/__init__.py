"""What builds remember between runs, and the fingerprints that tell whether it still holds."""
