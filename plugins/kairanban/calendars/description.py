"""The DESCRIPTION of a calendar entry: plain text (RFC 5545 3.8.1.5), most needed lines first."""

import unicodedata
from collections.abc import Iterator

from msgspec.structs import replace

from ..content.collection import Collection
from ..content.event_text import (
    CLOSED_STATUSES,
    NO_REGISTRATION_PHRASES,
    STATUS_SENTENCES,
    STATUS_STAMPS,
    format_place,
    format_price,
    meeting_place,
)
from ..content.readers.text import WEB_ADDRESS
from ..content.schema import Event, Report
from ..content.values import Party, Place, Registration
from ..settings import Settings
from .text import clean_line, encode_uri
from .times import format_moment, format_when


def describe_event(
    event: Event, place: Place | None, report: Report | None, page: str, settings: Settings
) -> str:
    """Return an event's DESCRIPTION: plain text whose parts are separated by blank lines.

    The parts are the report, the event's status, the lines of an announcement in their usual
    order, and the page; each fact takes one line. The summary appears only as the line 内容, so
    that nothing is said twice. `place` is the event's place completed by `place_with_venue`,
    `report` the event's latest report, and `page` the absolute URL of the event's page.
    """
    parts = [
        [f"開催レポート: {page_url(f'reports/{report.slug}/', settings)}"] if report else [],
        list(describe_status(event, settings)),
        [f"{label}: {text}" for label, text in announcement_facts(event, place, settings)],
        [page],
    ]
    return "\n\n".join("\n".join(clean_line(text) for text in part) for part in parts if part)


def page_url(path: str, settings: Settings) -> str:
    """Return the absolute URL, in ASCII, of a path relative to the site's root."""
    return encode_uri(f"{settings.site_url}/{path}")


def describe_status(event: Event, settings: Settings) -> Iterator[str]:
    """Yield what changed since the announcement, a line each; nothing where all is as planned."""
    if event.event_status in STATUS_SENTENCES:
        yield f"【{STATUS_STAMPS[event.event_status]}】{STATUS_SENTENCES[event.event_status]}"
    if event.event_status == "rescheduled" and event.was:
        yield "変更前: " + "、".join(format_when(span, settings) for span in event.was)
    if event.status_note:
        yield event.status_note


def announcement_facts(
    event: Event, place: Place | None, settings: Settings
) -> Iterator[tuple[str, str]]:
    """Yield the filled lines of an announcement as `(label, text)`, in their usual order.

    An event whose status is one of `CLOSED_STATUSES` has no line on how to register.
    """
    every = {
        "日時": _when(event, settings),
        "会場": format_place(place, event.online, address=True),
        "内容": event.summary,
        "参加費": "、".join(format_price(price) for price in event.fee),
        "主催": join_names(event.host),
        "共催": join_names(event.cohost),
    }
    if event.event_status not in CLOSED_STATUSES:
        every["申込み"] = _how_to_register(event, settings)
    yield from ((label, text) for label, text in every.items() if text)


def _when(event: Event, settings: Settings) -> str:
    """Return the date and time: `毎月第2土曜（2024年6月8日(土) 14:00〜16:00から）`."""
    words = format_when(event.when, settings)
    return f"{event.repeat.text}（{words.rstrip('〜')}から）" if event.repeat else words


def join_names(parties: tuple[Party, ...]) -> str:
    """Return the parties' names joined by `、`."""
    return "、".join(party.name for party in parties)


def _how_to_register(event: Event, settings: Settings) -> str:
    """Return how to register: the event's text, with the site's form if it names no other way."""
    given = event.registration
    period = _period(event, given)
    if given is None:
        return " ".join(filter(None, (settings.register, period)))
    text = given.contact.text
    own_way = given.contact.href or any(word in text for word in NO_REGISTRATION_PHRASES)
    form = None if own_way else WEB_ADDRESS.search(unicodedata.normalize("NFKC", settings.register))
    return " ".join(filter(None, (text, form and form[0], given.note, period)))


def _period(event: Event, given: Registration | None) -> str:
    """Return when registration is open: `（2024年1月4日(木)から、2024年1月17日(水)まで）`."""
    opens, until = (given.opens, given.until) if given else (None, None)
    parts = [f"{format_moment(opens)}から"] if opens else []
    ends = dict.fromkeys(format_moment(end) for end in (until, event.deadline) if end)
    parts += [f"{end}まで" for end in ends]
    return f"（{'、'.join(parts)}）" if parts else ""


def place_with_venue(event: Event, collection: Collection) -> Place | None:
    """Return an event's place, its missing address and coordinates taken from the venue's file."""
    place = meeting_place(event)
    venue = collection.venues.get(place.slug) if place and place.slug else None
    if not place or not venue:
        return place
    return replace(place, address=place.address or venue.address, geo=place.geo or venue.geo)
