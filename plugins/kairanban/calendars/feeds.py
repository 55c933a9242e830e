"""Calendar files: VCALENDAR (RFC 5545 3.4, RFC 7986), made of entries built once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from icalendar import Calendar, vDuration, vText, vUri
from msgspec import Struct, field

from ..content.collection import Collection
from ..content.schema import Event, Report
from ..settings import Settings
from .description import page_url
from .entries import CalendarEntry, CalendarText, build_entry
from .identity import event_identity, regular_identity
from .revision import Revision
from .text import clean_line
from .zones import timezone_bytes

PRODID = "-//Kairanban//Kairanban//JA"
COLOUR = "firebrick"  # a CSS3 name (RFC 7986 5.9), near the red of a seal
REFRESH = timedelta(hours=12)  # how often programs should fetch a feed
END_OF_CALENDAR = b"END:VCALENDAR\r\n"


def no_picture(_: Event) -> None:
    """Return None for every event, for sites that publish no pictures."""


class CalendarFeeds(Struct, frozen=True, kw_only=True):
    """The calendar files of a collection; the same records and settings give the same bytes.

    `picture_url` returns the absolute URL at which an event's picture is published. `revisions`
    are by slug, as of `history.revisions`; an event without one was created and changed at its
    `modified`, else in 2000. Files are UTF-8 with CRLF; lines are folded at 75 octets.
    """

    collection: Collection
    settings: Settings
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    picture_url: Callable[[Event], str | None] = no_picture
    # An event's reports, oldest first, and its entry, where the caller caches them; by default
    # both are computed here, once for each event.
    reports_of: Callable[[Event], Sequence[Report]] | None = None
    entry_of: Callable[[Event], CalendarEntry] | None = None
    _entries: dict[str, CalendarEntry] = field(default_factory=dict)
    _reports: dict[str, list[Report]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.reports_of is None:
            self._reports.update(_by_event(self.collection.reports.values()))

    def event_file(self, event: Event) -> bytes:
        """Return a file with one event, to import.

        The calendar has no name, or Outlook would open it as another calendar.
        """
        return self._calendar_bytes(_calendar(), self._sorted(self._events_with_uid(event)))

    def subscription(
        self,
        events: Iterable[Event],
        *,
        path: str,
        name: str,
        description: str,
        page: str = "",
        regular: Iterable[Event] = (),
    ) -> bytes:
        """Return the feed published at `path`, its entries in the order in which they start.

        `page` is the page that shows the same events; both paths are relative to the site's root.
        `regular` are the regular days of series, as events. A repeating event brings along all
        events that replace a day of it.
        """
        head = _calendar()
        for key in ("NAME", "X-WR-CALNAME"):
            head.add(key, CalendarText(clean_line(name)))
        for key in ("DESCRIPTION", "X-WR-CALDESC") if description else ():
            head.add(key, CalendarText(clean_line(description)))
        head.add("X-WR-TIMEZONE", vText(self.settings.zone))
        head.add("REFRESH-INTERVAL", vDuration(REFRESH, params={"VALUE": "DURATION"}))
        head.add("X-PUBLISHED-TTL", vDuration(REFRESH))
        source = page_url(path, self.settings)
        head.add("SOURCE", vUri(source, params={"VALUE": "URI"}))
        head.add("COLOR", vText(COLOUR))
        head.add("URL", vUri(page_url(page, self.settings)))
        members = {each.slug: each for event in events for each in self._events_with_uid(event)}
        more = (self._regular_entry(event) for event in regular)
        return self._calendar_bytes(head, self._sorted(members.values(), more))

    def _events_with_uid(self, event: Event) -> Iterator[Event]:
        """Yield the events with the same UID as this: a repeating one and all its replacements."""
        records = self.collection.events
        target = records.get(event.replaces.event, event) if event.replaces else event
        yield target
        for slug in self.collection.replacements.get(target.slug, {}).values():
            yield records[slug]

    def _sorted(
        self, events: Iterable[Event], more: Iterable[CalendarEntry] = ()
    ) -> list[CalendarEntry]:
        """Return the events' entries and `more` in the order of their start, then of their UID."""
        entries = [*(self._entry(event) for event in events), *more]
        return sorted(entries, key=lambda each: (each.starts, each.uid))

    def _calendar_bytes(self, head: Calendar, entries: list[CalendarEntry]) -> bytes:
        """Return the bytes of a calendar: `head`, the zones, then the entries that need them.

        A calendar without entries holds the site's zone.
        """
        zones = sorted({zone for entry in entries for zone in entry.zones})
        if not entries:
            zones = [self.settings.zone]
        before = bytes(head.to_ical(sorted=False)).removesuffix(END_OF_CALENDAR)
        parts = [
            before,
            *map(timezone_bytes, zones),
            *(entry.data for entry in entries),
            END_OF_CALENDAR,
        ]
        return b"".join(parts)

    def build_event_entry(self, event: Event) -> CalendarEntry:
        """Build the entry of an event with its reports, picture and revision, without the cache."""
        reports = self.reports_of(event) if self.reports_of else self._reports.get(event.slug, [])
        return build_entry(
            event,
            event_identity(event, self.collection, self.settings),
            reports=reports,
            picture=self.picture_url(event),
            collection=self.collection,
            settings=self.settings,
            revision=self.revisions.get(event.slug),
        )

    def _entry(self, event: Event) -> CalendarEntry:
        if self.entry_of:
            return self.entry_of(event)
        if event.slug not in self._entries:
            self._entries[event.slug] = self.build_event_entry(event)
        return self._entries[event.slug]

    def _regular_entry(self, event: Event) -> CalendarEntry:
        """Return the entry of a series' regular days."""
        identity = regular_identity(event, self.settings)
        revision = self.revisions.get(f"series/{event.slug}")
        return build_entry(
            event,
            identity,
            reports=(),
            picture=None,
            collection=self.collection,
            settings=self.settings,
            revision=revision,
        )


def _by_event(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """Return the reports of each event, by its slug, oldest first."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: (report.date, report.slug)):
        if report.event:
            found[report.event.event].append(report)
    return found


def _calendar() -> Calendar:
    """Return an empty calendar.

    It has no METHOD: PUBLISH demands an organizer, REQUEST would make an invitation of it.
    """
    calendar = Calendar()
    calendar.add("PRODID", vText(PRODID))
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar
