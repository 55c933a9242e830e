"""The values that records are made of: small, frozen, without behaviour."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organization as an event names it; `slug` is None where it has no file of its own."""

    name: str
    slug: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where people meet: a known venue (`slug`) or a place described on the spot, and the room.

    `geo` is latitude and longitude in degrees, WGS 84.
    """

    name: str
    slug: str | None = None
    address: str | None = None
    geo: tuple[float, float] | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """Taking part from afar: the service's name (`Zoom`, or `オンライン`), or a public page."""

    service: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One price: the words of the announcement, and the amount in yen where one can be read."""

    text: str
    label: str | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number inside words: `先着30名` is 30; None where the words hold no number."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who came: the words, and people in the room and online where they can be read."""

    text: str
    venue: int | None = None
    online: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Words with a way to reach somebody; `href` is the first address or number in them."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How to register; the form opens and closes at aware datetimes or on whole days."""

    reach: Reach
    opens: date | datetime | None = None
    until: date | datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, for whom, on what."""

    name: str
    organization: Party | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: `file` as written (relative, or with {static}/{attach}), and its description."""

    file: str
    alt: str
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A titled link or file."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reference to one occurrence: the event's slug, and the day where it repeats."""

    event: str
    day: date | None = None
