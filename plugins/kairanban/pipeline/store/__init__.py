"""The store that builds keep between runs, and the fingerprints by which it is seen to hold."""
