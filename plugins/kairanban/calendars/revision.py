"""When an entry was made and last changed (RFC 5545 3.8.7)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Both aware, in UTC; `modified` makes DTSTAMP, LAST-MODIFIED and SEQUENCE."""

    created: datetime
    modified: datetime
