"""Recurrence: repeating events, and the regular days that a series announces."""
