"""Types of the schema's fields, each with the reader of what people type.

Each is a pydantic type whose validator takes a node of the front matter and returns the value,
or raises `Unreadable`. The JSON Schema beside it is what an editor's tool can check.
"""

from .parties import Contact, Parties, Register, Speakers
from .places import Geo, Image, Logo, OnlineService, PlaceField
from .references import Fee, Next, OccurrenceRefField, SeriesRef
from .text import (
    AttendanceField,
    CountField,
    EventStatusField,
    Line,
    Markdown,
    Materials,
    Names,
    Order,
    PublicationStatusField,
    Tags,
    Text,
    Uid,
    Url,
)
from .times import Clock, Day, DaysField, Deadline, Instant, Repeating, SpansField, When, Zone

__all__ = [
    "AttendanceField",
    "Clock",
    "Contact",
    "CountField",
    "Day",
    "DaysField",
    "Deadline",
    "EventStatusField",
    "Fee",
    "Geo",
    "Image",
    "Instant",
    "Line",
    "Logo",
    "Markdown",
    "Materials",
    "Names",
    "Next",
    "OccurrenceRefField",
    "OnlineService",
    "Order",
    "Parties",
    "PlaceField",
    "PublicationStatusField",
    "Register",
    "Repeating",
    "SeriesRef",
    "SpansField",
    "Speakers",
    "Tags",
    "Text",
    "Uid",
    "Url",
    "When",
    "Zone",
]
