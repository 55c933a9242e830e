"""What a report tells beside its words: sessions, calls for help, voices, photos."""
