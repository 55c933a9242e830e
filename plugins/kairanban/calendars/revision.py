"""The times at which a calendar entry was created and last changed (RFC 5545 3.8.7)."""

from datetime import datetime

from msgspec import Struct


class Revision(Struct, frozen=True, kw_only=True):
    """The creation and last change of an entry, both aware and in UTC.

    DTSTAMP, LAST-MODIFIED and SEQUENCE are made of `modified`.
    """

    created: datetime
    modified: datetime
