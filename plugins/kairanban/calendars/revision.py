"""When an entry was made and last changed (RFC 5545 3.8.7)."""

from datetime import datetime

from msgspec import Struct


class Revision(Struct, frozen=True, kw_only=True):
    """Both aware, in UTC; `modified` makes DTSTAMP, LAST-MODIFIED and SEQUENCE."""

    created: datetime
    modified: datetime
