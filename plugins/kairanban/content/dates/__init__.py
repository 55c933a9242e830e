"""When: spans of time, zones, the dates that people write, and their words."""
