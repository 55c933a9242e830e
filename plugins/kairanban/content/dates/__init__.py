"""Dates and times: spans, zones, recurrence, and dates as people write them."""
