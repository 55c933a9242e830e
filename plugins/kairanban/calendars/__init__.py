"""Calendar files (iCalendar: RFC 5545, RFC 7986) of a collection's events; start at `feeds`."""
