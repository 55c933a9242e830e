"""The calendar feeds and events.json: which there are, and what is in each."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from msgspec import Struct

from ...calendars.identity import identity_of, identity_of_regular
from ...calendars.times import slot
from ...content.dates.span import Span
from ...content.event_text import place_of
from ...content.schema import Event
from ...settings import Settings
from .. import urls as links
from ..context import Making
from ..relations.relations import groups_of

WORDS = "{}の催しの予定です。中止や変更もここに反映されます。"


class Feed(Struct, frozen=True, kw_only=True):
    """A calendar to subscribe to: its path, what it is called, and the page that shows the same."""

    path: str
    title: str
    page: str  # a group of the index
    regular: tuple[str, ...]  # the series whose regular days are in it


def feeds(making: Making) -> Iterator[Feed]:
    """All of them: the site's, then by series, organization and tag."""
    records, index = making.collection, making.index
    settings = making.settings
    groups: dict[str, list[str]] = {}
    for slug in records.regular:
        for group in (*groups_of(records.regular[slug], settings), links.series_path(slug)):
            if slug not in groups.setdefault(group, []):
                groups[group].append(slug)

    def feed(path: str, title: str, page: str) -> Feed:
        whole = title if path == links.CALENDAR else f"{title}（{settings.site_name}）"
        return Feed(path=path, title=whole, page=page, regular=tuple(groups.get(page, ())))

    yield feed(links.CALENDAR, settings.site_name, "")
    for series in records.series.values():
        path = links.series_calendar_path(series.slug)
        yield feed(path, series.name, links.series_path(series.slug))
    for some in records.organizations.values():
        path = links.organization_calendar_path(some.slug)
        yield feed(path, some.name, links.organization_path(some.slug))
    for slug, name in index.tag_names.items():
        yield feed(links.tag_calendar_path(slug), name, links.tag_path(slug))


def event_calendar(making: Making, slug: str) -> bytes:
    """`/events/<slug>.ics`"""
    return making.feeds().event(making.collection.events[slug])


def calendar(making: Making, path: str) -> bytes:
    """The feed at `path`."""
    feed = next(each for each in feeds(making) if each.path == path)
    return making.feeds().subscription(
        making.events(making.index.events_of.get(feed.page, ())),
        regular=[making.collection.regular[slug] for slug in feed.regular],
        path=feed.path,
        page=feed.page,
        name=feed.title,
        description=WORDS.format(feed.title),
    )


def events_json(making: Making) -> bytes:
    """`/events.json`: every event in the order in which they start, for programs."""
    regular = making.collection.regular.values()
    every = making.events(making.index.events_of.get("", ()))
    events = [
        *(_event(making, event, links.event_path(event.slug)) for event in every),
        *(_event(making, event, links.series_path(event.slug)) for event in regular),
    ]
    return (json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n").encode()


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
    report = links.report_path(reports[-1]) if reports else None
    place = place_of(event)
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
        "venue": place.name if place else None,
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
