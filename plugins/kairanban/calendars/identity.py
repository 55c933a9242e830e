"""The identity of a calendar entry, which stays the same as long as its event exists."""

from datetime import date

from msgspec import Struct

from ..content.collection import Collection
from ..content.schema import Event
from ..settings import Settings
from .text import clean_line


class EntryIdentity(Struct, frozen=True, kw_only=True):
    """The UID and page of an entry, and the occurrence that it replaces, if any."""

    uid: str
    page: str  # path of the event's page, relative to the site's root
    target: Event | None = None  # the repeating event of which it replaces an occurrence
    day: date | None = None  # the day of that occurrence


def event_identity(event: Event, collection: Collection, settings: Settings) -> EntryIdentity:
    """Return the identity of an event; a replacement of an occurrence has its target's UID."""
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
    """Return the identity of a series' regular days; `event` has the series' slug."""
    uid = clean_line(f"series-{event.slug}@{settings.calendar_domain}")
    return EntryIdentity(uid=uid, page=f"series/{event.slug}/")
