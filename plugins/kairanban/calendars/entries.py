"""Events as entries of a calendar: VEVENT (RFC 5545 3.6.1, RFC 7986)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from icalendar import Event as Component
from icalendar import vCalAddress, vCategory, vGeo, vText, vUri
from msgspec import Struct

from ..content.collection import Collection
from ..content.dates.instants import in_utc, starts_at
from ..content.event_text import format_place
from ..content.readers.parties import MAIL
from ..content.readers.text import is_web_address
from ..content.schema import Event, Report
from ..content.values import Place
from ..settings import Settings
from .description import describe_event, join_names, page_url, place_with_venue
from .identity import EntryIdentity
from .recurrence import add_recurrence, add_recurrence_id
from .revision import Revision
from .text import clean_line, clean_parameter, encode_uri
from .times import EPOCH, sequence, slot, slot_of_rule

SUMMARY_MARKS = {"cancelled": "【中止】", "postponed": "【延期】"}
MIN_DEGREES = 0.0001  # below it Python writes 1e-05, a form unknown to RFC 5545 3.3.7


class CalendarText(vText):
    """A TEXT value (RFC 5545 3.3.11) in which a backslash before N stays a backslash.

    The library would read the two characters as a line break, so each is escaped by itself.
    """

    def to_ical(self) -> bytes:
        """Return the escaped text in UTF-8."""
        parts = re.split(r"(?<=\\)(?=N)", self)
        return b"".join(vText(part).to_ical() for part in parts)


class CalendarEntry(Struct, frozen=True, kw_only=True):
    """A finished VEVENT: its bytes, its sort key, and the TZIDs whose VTIMEZONE it needs."""

    starts: datetime  # aware, UTC
    uid: str
    zones: frozenset[str]
    data: bytes


def build_entry(
    event: Event,
    identity: EntryIdentity,
    *,
    reports: Sequence[Report],
    picture: str | None,
    collection: Collection,
    settings: Settings,
    revision: Revision | None = None,
) -> CalendarEntry:
    """Return the entry of an event.

    `reports` are the event's in order of publication, oldest first; `picture` is an absolute URL.
    Without a revision, the entry was created and changed at the event's `modified`, else in 2000.
    """
    times = (slot_of_rule if event.repeat else slot)(event.when, settings)
    component = Component()
    component.add("UID", CalendarText(identity.uid))
    zones = {times.zone}
    if identity.target and identity.day:
        add_recurrence_id(component, identity.day, identity.target, settings)
        zones.add(slot_of_rule(identity.target.when, settings).zone)
    modified = event.modified or EPOCH
    _add_revision(component, revision or Revision(created=modified, modified=modified))
    component.add("DTSTART", times.start)
    if times.end:
        component.add("DTEND", times.end)
    add_recurrence(component, event, settings)
    place = place_with_venue(event, collection)
    latest = reports[-1] if reports else None
    page = page_url(identity.page, settings)
    _add_summary_and_description(
        component, event, describe_event(event, place, latest, page, settings)
    )
    component.add("URL", vUri(page))
    _add_status(component, event, settings)
    _add_place(component, event, place)
    _add_people(component, event, settings)
    _add_links(component, event, reports, picture)
    data = bytes(component.to_ical(sorted=False))
    return CalendarEntry(
        starts=starts_at(event.when, settings),
        uid=identity.uid,
        zones=frozenset(filter(None, zones)),
        data=data,
    )


def _add_revision(component: Component, revision: Revision) -> None:
    """Add the stamps from the revision, not from the clock, so that every build writes the same."""
    modified = in_utc(revision.modified)
    component.add("DTSTAMP", modified)
    component.add("CREATED", in_utc(revision.created))
    component.add("LAST-MODIFIED", modified)
    component.add("SEQUENCE", sequence(modified))


def _add_summary_and_description(component: Component, event: Event, words: str) -> None:
    mark = SUMMARY_MARKS.get(event.event_status, "")
    component.add("SUMMARY", CalendarText(mark + clean_line(event.title).removeprefix(mark)))
    component.add("DESCRIPTION", CalendarText(words))


def _add_status(component: Component, event: Event, settings: Settings) -> None:
    """Add STATUS, TRANSP and CLASS.

    Google removes entries that are CANCELLED, and nobody would read why; so a cancelled event
    stays CONFIRMED and its summary says it, unless the setting is `strict`.
    """
    status = {"postponed": "TENTATIVE"}.get(event.event_status, "CONFIRMED")
    if event.event_status == "cancelled" and settings.cancelled == "strict":
        status = "CANCELLED"
    component.add("STATUS", status)
    component.add("TRANSP", "TRANSPARENT" if event.event_status in SUMMARY_MARKS else "OPAQUE")
    component.add("CLASS", "PUBLIC")


def _add_place(component: Component, event: Event, place: Place | None) -> None:
    """Add LOCATION in words and, where coordinates are known, GEO and Apple's location."""
    words = clean_line(format_place(place, event.online, address=True))
    if words:
        component.add("LOCATION", CalendarText(words))
    if not place or not place.geo:
        return
    latitude, longitude = (_degrees(value) for value in place.geo)
    component.add("GEO", vGeo((latitude, longitude)))
    parameters = {"VALUE": "URI", "X-TITLE": clean_parameter(place.name)}
    if place.address:
        parameters["X-ADDRESS"] = clean_parameter(place.address)
    point = vUri(f"geo:{latitude},{longitude}", params=parameters)  # RFC 5870
    component.add("X-APPLE-STRUCTURED-LOCATION", point)


def _degrees(value: float) -> float:
    """Return degrees to six decimal places, as RFC 5545 3.8.1.6 allows; tiny ones become 0."""
    return 0.0 if abs(value) < MIN_DEGREES else round(value, 6)


def _add_people(component: Component, event: Event, settings: Settings) -> None:
    """Add CATEGORIES and the organizer.

    ORGANIZER needs a mail address; without one, CONTACT names the host in words.
    """
    tags = [clean_line(tag) for tag in event.tags if clean_line(tag)]
    if tags:
        component.add("CATEGORIES", vCategory(tags))
    text = event.contact.text if event.contact else settings.contact
    found = MAIL.search(unicodedata.normalize("NFKC", text))
    if found:
        parameters = {"CN": clean_parameter(event.host[0].name)} if event.host else {}
        component.add("ORGANIZER", vCalAddress(f"mailto:{found[0]}", params=parameters))
        return
    words = clean_line(" ".join(filter(None, (join_names(event.host), text))))
    if words:
        component.add("CONTACT", CalendarText(words))


def _add_links(
    component: Component, event: Event, reports: Sequence[Report], picture: str | None
) -> None:
    """Add CONFERENCE, IMAGE, and an ATTACH for each material of a report that is on the web."""
    if event.online and event.online.url:
        parameters = {
            "VALUE": "URI",
            "FEATURE": "VIDEO",
            "LABEL": clean_parameter(event.online.service),
        }
        component.add("CONFERENCE", vUri(encode_uri(event.online.url), params=parameters))
    if picture:
        component.add("IMAGE", vUri(encode_uri(picture), params={"VALUE": "URI"}))
    materials = (link.url for report in reports for link in report.materials)
    for address in dict.fromkeys(
        encode_uri(address) for address in materials if is_web_address(address)
    ):
        component.add("ATTACH", vUri(address))
