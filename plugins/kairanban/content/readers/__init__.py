"""Types of the schema's fields, each with the reader of what people type.

Each is a pydantic type whose validator takes a node of the front matter and returns the value,
or raises `Unreadable`. The JSON Schema beside it is what an editor's tool can check.
"""

from .parties import Contact, Parties, Register, Speakers
from .places import Geo, Image, Logo, OnlineService, Venue
from .references import Fee, Next, Occurrence, SeriesRef
from .text import (
    Line,
    Markdown,
    Materials,
    Names,
    Number,
    Order,
    People,
    Publication,
    State,
    Tags,
    Text,
    Uid,
    Url,
)
from .times import Clock, Dates, Day, Days, Deadline, Instant, Repeating, When, Zone

__all__ = [
    "Clock",
    "Contact",
    "Dates",
    "Day",
    "Days",
    "Deadline",
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
    "Number",
    "Occurrence",
    "OnlineService",
    "Order",
    "Parties",
    "People",
    "Publication",
    "Register",
    "Repeating",
    "SeriesRef",
    "Speakers",
    "State",
    "Tags",
    "Text",
    "Uid",
    "Url",
    "Venue",
    "When",
    "Zone",
]
