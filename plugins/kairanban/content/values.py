"""The values that records are made of: small, frozen, without behaviour."""

from datetime import date, datetime

from msgspec import Struct


class Party(Struct, frozen=True, kw_only=True):
    """An organization as an event names it; `slug` is None where it has no file of its own."""

    name: str
    slug: str | None


class Place(Struct, frozen=True, kw_only=True):
    """Where people meet: a known venue (`slug`) or a place described on the spot, and the room.

    `geo` is latitude and longitude in degrees, WGS 84.
    """

    name: str
    slug: str | None = None
    address: str | None = None
    geo: tuple[float, float] | None = None
    room: str | None = None


class Online(Struct, frozen=True, kw_only=True):
    """Taking part from afar: the service's name (`Zoom`, or `オンライン`), or a public page."""

    service: str
    url: str | None = None


class Price(Struct, frozen=True, kw_only=True):
    """One price: the words of the announcement, and the amount in yen where one can be read."""

    text: str
    label: str | None = None
    amount: int | None = None


class Count(Struct, frozen=True, kw_only=True):
    """A number inside words: `先着30名` is 30; None where the words hold no number."""

    text: str
    number: int | None


class Attendance(Struct, frozen=True, kw_only=True):
    """Who came: the words, and people in the room and online where they can be read."""

    text: str
    venue: int | None = None
    online: int | None = None


class ContactMethod(Struct, frozen=True, kw_only=True):
    """Words with a way to reach somebody; `href` is the first address or number in them."""

    text: str
    href: str | None = None


class Registration(Struct, frozen=True, kw_only=True):
    """How to register; the form opens and closes at aware datetimes or on whole days."""

    contact: ContactMethod
    opens: date | datetime | None = None
    until: date | datetime | None = None
    note: str | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """Who speaks, for whom, on what."""

    name: str
    organization: Party | None = None
    topic: str | None = None


class Picture(Struct, frozen=True, kw_only=True):
    """A picture: `file` as written (relative, or with {static}/{attach}), and its description."""

    file: str
    alt: str
    credit: str | None = None


class MaterialLink(Struct, frozen=True, kw_only=True):
    """A titled link or file."""

    title: str
    url: str


class OccurrenceRef(Struct, frozen=True, kw_only=True):
    """A reference to one occurrence: the event's slug, and the day where it repeats."""

    event: str
    day: date | None = None
