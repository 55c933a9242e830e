"""What builds remember, and what tells that it still holds."""
