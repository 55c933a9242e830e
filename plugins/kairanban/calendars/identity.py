"""What an entry of a calendar is called: the same for as long as its event is there."""

from datetime import date

from msgspec import Struct

from ..content.collection import Collection
from ..content.schema import Event
from ..settings import Settings
from .text import clean_line


class EntryIdentity(Struct, frozen=True, kw_only=True):
    """What an entry is called: its UID, its page's path, and the repeating event that it changes
    on one day."""

    uid: str
    page: str
    target: Event | None = None
    day: date | None = None


def event_identity(event: Event, collection: Collection, settings: Settings) -> EntryIdentity:
    """An event's; what replaces one day of another has the UID of that one."""
    page = f"events/{event.slug}/"
    replaced = event.replaces
    target = collection.events.get(replaced.event) if replaced else None
    if target and replaced and replaced.day:
        uid = event_identity(target, collection, settings).uid
        return EntryIdentity(uid=uid, page=page, target=target, day=replaced.day)
    return EntryIdentity(
        uid=clean_line(event.uid or f"{event.slug}@{settings.calendar_domain}"), page=page
    )


def regular_identity(event: Event, settings: Settings) -> EntryIdentity:
    """That of a series' regular days."""
    uid = clean_line(f"series-{event.slug}@{settings.calendar_domain}")
    return EntryIdentity(uid=uid, page=f"series/{event.slug}/")
