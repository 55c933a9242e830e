"""What problems say, in Japanese and English."""
