"""Values that the fields of records hold: small, frozen and without behaviour."""

from datetime import date, datetime

from msgspec import Struct


class Party(Struct, frozen=True, kw_only=True):
    """An organization that an event names; `slug` is None where it has no file of its own."""

    name: str
    slug: str | None


class Place(Struct, frozen=True, kw_only=True):
    """A place where people meet, with the room.

    It is a known venue (`slug`) or described in the event itself (`slug` is None). `geo` is
    latitude and longitude in degrees, WGS 84.
    """

    name: str
    slug: str | None = None
    address: str | None = None
    geo: tuple[float, float] | None = None
    room: str | None = None


class Online(Struct, frozen=True, kw_only=True):
    """Online participation: the service's name (`Zoom`, or `オンライン`), and a public URL."""

    service: str
    url: str | None = None


class Price(Struct, frozen=True, kw_only=True):
    """A price: the words of the announcement, and the amount in yen where one can be read.

    `label` says for whom it is (`一般`); an amount of 0 is free.
    """

    text: str
    label: str | None = None
    amount: int | None = None


class Count(Struct, frozen=True, kw_only=True):
    """A text with a number in it: `先着30名` is 30; None where it holds none or more than one."""

    text: str
    number: int | None


class Attendance(Struct, frozen=True, kw_only=True):
    """The attendance of a meeting: the words, and people at the venue and online if readable."""

    text: str
    venue: int | None = None
    online: int | None = None


class ContactMethod(Struct, frozen=True, kw_only=True):
    """A text with a way to reach somebody.

    `href` is the first web address, `mailto:` or `tel:` link found in it, or None.
    """

    text: str
    href: str | None = None


class Registration(Struct, frozen=True, kw_only=True):
    """The registration for an event; the form opens and closes at aware datetimes or on days."""

    contact: ContactMethod
    opens: date | datetime | None = None
    until: date | datetime | None = None
    note: str | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """A speaker at an event, with the organization and the topic where they are given."""

    name: str
    organization: Party | None = None
    topic: str | None = None


class Picture(Struct, frozen=True, kw_only=True):
    """A picture: `file` as written (relative, or with {static}/{attach}), and its alt text.

    `credit` names the photographer or the source.
    """

    file: str
    alt: str
    credit: str | None = None


class MaterialLink(Struct, frozen=True, kw_only=True):
    """A titled link to a file or page; `url` is as written (a path or a web address)."""

    title: str
    url: str


class OccurrenceRef(Struct, frozen=True, kw_only=True):
    """A reference to one occurrence: the event's slug, and the day where the event repeats."""

    event: str
    day: date | None = None
