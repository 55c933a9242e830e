"""The calendar feeds and events.json: which there are, and what is in each."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from ..calendars.entries import identity_of, identity_of_regular
from ..calendars.feeds import Feeds
from ..calendars.revision import Revision
from ..calendars.times import slot
from ..records.dates.span import Span
from ..records.schema import Event
from ..settings import Settings
from . import links
from .join.index import organizations_of
from .making import Making

WORDS = "{}の催しの予定です。中止や変更もここに反映されます。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar to subscribe to: its path, what it is called, and the page that shows the same."""

    path: str
    title: str
    page: str
    events: tuple[Event, ...]
    regular: tuple[Event, ...]


def feeds(making: Making) -> Iterator[Feed]:
    """All of them: the site's, then by series, organization and tag."""
    records, index = making.collection, making.index
    regular = tuple(records.regular.values())
    everything = tuple(records.events.values())
    yield _feed(
        making,
        links.CALENDAR,
        making.settings.site_name,
        page="",
        events=everything,
        regular=regular,
    )
    for series in records.series.values():
        own = tuple(each for each in regular if each.slug == series.slug)
        path, page = links.series_calendar_path(series.slug), links.series_path(series.slug)
        yield _feed(
            making,
            path,
            series.name,
            page=page,
            events=index.series.get(series.slug, ()),
            regular=own,
        )
    for some in records.organizations.values():
        own = tuple(each for each in regular if some.slug in organizations_of(each))
        path, page = links.organization_calendar_path(some.slug), links.organization_path(some.slug)
        yield _feed(
            making,
            path,
            some.name,
            page=page,
            events=index.organizations.get(some.slug, ()),
            regular=own,
        )
    for slug, name in index.tag_names.items():
        own = tuple(each for each in regular if slug in _tags(each, making.settings))
        path, page = links.tag_calendar_path(slug), links.tag_path(slug)
        yield _feed(making, path, name, page=page, events=index.tags.get(slug, ()), regular=own)


def calendar_files(
    making: Making, revisions: Mapping[str, Revision]
) -> Iterator[tuple[str, bytes]]:
    """Every `.ics` file: its path and its bytes."""
    made = Feeds(
        collection=making.collection,
        settings=making.settings,
        revisions=revisions,
        picture_url=lambda event: _picture(making, event),
    )
    for event in making.collection.events.values():
        yield links.event_calendar_path(event.slug), made.event(event)
    for feed in feeds(making):
        data = made.subscription(
            feed.events,
            regular=feed.regular,
            path=feed.path,
            page=feed.page,
            name=feed.title,
            description=WORDS.format(feed.title),
        )
        yield feed.path, data


def events_json(making: Making) -> bytes:
    """`/events.json`: every event in the order in which they start, for programs."""
    regular = making.collection.regular.values()
    events = [
        *(_event(making, event, links.event_path(event.slug)) for event in making.index.events),
        *(_event(making, event, links.series_path(event.slug)) for event in regular),
    ]
    return (json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n").encode()


def _feed(
    making: Making,
    path: str,
    title: str,
    *,
    page: str,
    events: tuple[Event, ...],
    regular: tuple[Event, ...],
) -> Feed:
    name = making.settings.site_name
    whole = title if path == links.CALENDAR else f"{title}（{name}）"
    return Feed(path=path, title=whole, page=page, events=events, regular=regular)


def _tags(event: Event, settings: Settings) -> set[str]:
    return {links.tag_slug(tag, settings) for tag in event.tags}


def _picture(making: Making, event: Event) -> str | None:
    shown = making.files.of(event.path).picture_view(event.image)
    return links.absolute(shown.path, making.settings) if shown else None


def _event(making: Making, event: Event, path: str) -> dict[str, object]:
    settings, collection = making.settings, making.collection
    is_regular = path.startswith(links.SERIES)
    if is_regular:
        identity = identity_of_regular(event, settings)
        calendar = links.series_calendar_path(event.slug)
    else:
        identity = identity_of(event, collection, settings)
        calendar = links.event_calendar_path(event.slug)
    reports = () if is_regular else making.index.reports_of.get(event.slug, ())
    report = links.report_path(reports[-1].slug) if reports else None
    told: dict[str, object] = {
        "slug": f"series-{event.slug}" if is_regular else event.slug,
        "uid": identity.uid,
        "title": event.title,
        **_times(event.when, settings),
        "all_day": event.when.all_day,
        "timezone": event.when.zone or (settings.zone if event.when.all_day else None),
        "status": event.event_status,
        "url": links.absolute(path, settings),
        "ics": links.absolute(calendar, settings),
        "venue": event.place.name if event.place else None,
        "online": event.online.service if event.online else None,
        "organizers": [party.name for party in chain(event.host, event.cohost)],
        "tags": list(event.tags),
        "series": event.slug if is_regular else event.series,
        "report": links.absolute(report, settings) if report else None,
    }
    if event.repeat:
        told["occurrences"] = list(_occurrences(making, event))
    return told


def _occurrences(making: Making, event: Event) -> Iterable[dict[str, object]]:
    replaced = making.collection.replacements.get(event.slug, {})
    for span in making.coming.ahead(event):
        if span.first_day not in replaced:
            yield _times(span, making.settings)


def _times(span: Span, settings: Settings) -> dict[str, object]:
    """Instants as ISO 8601 with offset; whole days as dates, the end exclusive."""
    times = slot(span, settings)
    start: date | datetime = span.start
    end = times.end or start
    if isinstance(end, datetime) and isinstance(start, datetime):
        end = end.astimezone(start.tzinfo)
    return {"start": start.isoformat(), "end": end.isoformat()}
