"""What git knows of the content: when entries of calendars changed, and what was published."""
