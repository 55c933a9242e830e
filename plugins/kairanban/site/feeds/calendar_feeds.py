"""The calendar feeds and events.json: which feeds there are, and what is in each."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from msgspec import Struct

from ...calendars.identity import event_identity, regular_identity
from ...calendars.times import slot
from ...content.dates.span import Span
from ...content.event_text import meeting_place
from ...content.schema import Event
from ...settings import Settings
from .. import urls
from ..context import RenderContext
from ..relations.relations import groups_of

DESCRIPTION = "{}の催しの予定です。中止や変更もここに反映されます。"


class CalendarFeed(Struct, frozen=True, kw_only=True):
    """A calendar feed that people can subscribe to."""

    path: str  # from the site's root, percent-encoded
    title: str
    page: str  # path of the page with the same events, which is their key in `events_of`
    regular: tuple[str, ...]  # slugs of the series whose regular meetings are in it


def list_calendar_feeds(context: RenderContext) -> Iterator[CalendarFeed]:
    """Yield every calendar feed: the site's, then one for each series, organization and tag."""
    records, index = context.collection, context.relations
    settings = context.settings
    groups: dict[str, list[str]] = {}
    for slug in records.regular:
        for group in (*groups_of(records.regular[slug], settings), urls.series_path(slug)):
            if slug not in groups.setdefault(group, []):
                groups[group].append(slug)

    def feed(path: str, title: str, page: str) -> CalendarFeed:
        full_title = title if path == urls.CALENDAR else f"{title}（{settings.site_name}）"
        return CalendarFeed(
            path=path, title=full_title, page=page, regular=tuple(groups.get(page, ()))
        )

    yield feed(urls.CALENDAR, settings.site_name, "")
    for series in records.series.values():
        path = urls.series_calendar_path(series.slug)
        yield feed(path, series.name, urls.series_path(series.slug))
    for organization in records.organizations.values():
        path = urls.organization_calendar_path(organization.slug)
        yield feed(path, organization.name, urls.organization_path(organization.slug))
    for slug, name in index.tag_names.items():
        yield feed(urls.tag_calendar_path(slug), name, urls.tag_path(slug))


def build_event_calendar(context: RenderContext, slug: str) -> bytes:
    """Return `/events/<slug>.ics`: the calendar file of one event."""
    return context.feeds().event_file(context.collection.events[slug])


def build_calendar(context: RenderContext, path: str) -> bytes:
    """Return the calendar feed at `path`, one of `list_calendar_feeds`."""
    feed = next(each for each in list_calendar_feeds(context) if each.path == path)
    return context.feeds().subscription(
        context.event_records(context.relations.events_of.get(feed.page, ())),
        regular=[context.collection.regular[slug] for slug in feed.regular],
        path=feed.path,
        page=feed.page,
        name=feed.title,
        description=DESCRIPTION.format(feed.title),
    )


def events_json(context: RenderContext) -> bytes:
    """Return `/events.json`: every event in order of start, then the regular meetings of series."""
    regular = context.collection.regular.values()
    announced = context.event_records(context.relations.events_of.get("", ()))
    events = [
        *(_event(context, event, urls.event_path(event.slug)) for event in announced),
        *(_event(context, event, urls.series_path(event.slug)) for event in regular),
    ]
    return (json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n").encode()


def _event(context: RenderContext, event: Event, path: str) -> dict[str, object]:
    settings, collection = context.settings, context.collection
    is_regular = path.startswith(urls.SERIES)
    if is_regular:
        identity = regular_identity(event, settings)
        calendar = urls.series_calendar_path(event.slug)
    else:
        identity = event_identity(event, collection, settings)
        calendar = urls.event_calendar_path(event.slug)
    reports = () if is_regular else context.relations.reports_of.get(event.slug, ())
    report = urls.report_path(reports[-1]) if reports else None
    place = meeting_place(event)
    data: dict[str, object] = {
        "slug": f"series-{event.slug}" if is_regular else event.slug,
        "uid": identity.uid,
        "title": event.title,
        **_times(event.when, settings),
        "all_day": event.when.all_day,
        "timezone": event.when.zone or (settings.zone if event.when.all_day else None),
        "status": event.event_status,
        "url": urls.absolute_url(path, settings),
        "ics": urls.absolute_url(calendar, settings),
        "venue": place.name if place else None,
        "online": event.online.service if event.online else None,
        "organizers": [party.name for party in chain(event.host, event.cohost)],
        "tags": list(event.tags),
        "series": event.slug if is_regular else event.series,
        "report": urls.absolute_url(report, settings) if report else None,
    }
    if event.repeat:
        data["occurrences"] = list(_occurrences(context, event))
    return data


def _occurrences(context: RenderContext, event: Event) -> Iterable[dict[str, object]]:
    replaced = context.collection.replacements.get(event.slug, {})
    for span in context.upcoming.upcoming_spans(event):
        if span.first_day not in replaced:
            yield _times(span, context.settings)


def _times(span: Span, settings: Settings) -> dict[str, object]:
    """Return start and end in ISO 8601: instants with offset, or dates, the end exclusive."""
    times = slot(span, settings)
    start: date | datetime = span.start
    end = times.end or start
    if isinstance(end, datetime) and isinstance(start, datetime):
        end = end.astimezone(start.tzinfo)
    return {"start": start.isoformat(), "end": end.isoformat()}
