"""What an entry of a calendar is called: the same for as long as its event is there."""

from datetime import date

from msgspec import Struct

from ..content.collection import Collection
from ..content.schema import Event
from ..settings import Settings
from .text import line


class Identity(Struct, frozen=True, kw_only=True):
    """What an entry is called: its UID, its page's path, and the repeating event that it changes
    on one day."""

    uid: str
    page: str
    target: Event | None = None
    day: date | None = None


def identity_of(event: Event, collection: Collection, settings: Settings) -> Identity:
    """An event's; what replaces one day of another has the UID of that one."""
    page = f"events/{event.slug}/"
    replaced = event.replaces
    target = collection.events.get(replaced.event) if replaced else None
    if target and replaced and replaced.day:
        uid = identity_of(target, collection, settings).uid
        return Identity(uid=uid, page=page, target=target, day=replaced.day)
    return Identity(uid=line(event.uid or f"{event.slug}@{settings.calendar_domain}"), page=page)


def identity_of_regular(event: Event, settings: Settings) -> Identity:
    """That of a series' regular days."""
    uid = line(f"series-{event.slug}@{settings.calendar_domain}")
    return Identity(uid=uid, page=f"series/{event.slug}/")
