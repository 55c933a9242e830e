"""Calendar files: VCALENDAR (RFC 5545 3.4, RFC 7986), made of entries that are made once."""

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

PRODUCT = "-//Kairanban//Kairanban//JA"
COLOUR = "firebrick"  # a CSS3 name (RFC 7986 5.9), near the red of a seal
REFRESH = timedelta(hours=12)
END_OF_CALENDAR = b"END:VCALENDAR\r\n"


def no_picture(_: Event) -> None:
    """For sites that publish no pictures."""


class CalendarFeeds(Struct, frozen=True, kw_only=True):
    """The calendar files of a collection; the same records and settings give the same bytes.

    `picture_url` tells the absolute address at which an event's picture is published. An event
    without a revision, by slug, was made and changed at its `modified`, else in 2000. Files are
    UTF-8 with CRLF; lines are folded at 75 octets.
    """

    collection: Collection
    settings: Settings
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    picture_url: Callable[[Event], str | None] = no_picture
    # Its reports, oldest first, and its entry, where somebody else keeps them; else made here.
    reports_of: Callable[[Event], Sequence[Report]] | None = None
    entry_of: Callable[[Event], CalendarEntry] | None = None
    _entries: dict[str, CalendarEntry] = field(default_factory=dict)
    _reports: dict[str, list[Report]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.reports_of is None:
            self._reports.update(_by_event(self.collection.reports.values()))

    def event_file(self, event: Event) -> bytes:
        """A file with one event, to import; it has no name, or Outlook would open a calendar."""
        return self._joined(_calendar(), self._sorted(self._set_of(event)))

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
        """A feed at `path`, with the events in the order in which they start.

        `page` is the page that shows the same; both are relative to the site's root. `regular`
        are the series' regular days. What repeats stands with all that replaces a day of it.
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
        members = {each.slug: each for event in events for each in self._set_of(event)}
        more = (self._regular(event) for event in regular)
        return self._joined(head, self._sorted(members.values(), more))

    def _set_of(self, event: Event) -> Iterator[Event]:
        """An event, or the repeating one that it belongs to and whatever replaces a day of it."""
        records = self.collection.events
        target = records.get(event.replaces.event, event) if event.replaces else event
        yield target
        for slug in self.collection.replacements.get(target.slug, {}).values():
            yield records[slug]

    def _sorted(
        self, events: Iterable[Event], more: Iterable[CalendarEntry] = ()
    ) -> list[CalendarEntry]:
        made = [*(self._entry(event) for event in events), *more]
        return sorted(made, key=lambda each: (each.starts, each.uid))

    def _joined(self, head: Calendar, entries: list[CalendarEntry]) -> bytes:
        """Zones stand before what needs them; a calendar without entries holds the site's."""
        zones = sorted({zone for made in entries for zone in made.zones})
        if not entries:
            zones = [self.settings.zone]
        before = bytes(head.to_ical(sorted=False)).removesuffix(END_OF_CALENDAR)
        parts = [
            before,
            *map(timezone_bytes, zones),
            *(made.data for made in entries),
            END_OF_CALENDAR,
        ]
        return b"".join(parts)

    def build_event_entry(self, event: Event) -> CalendarEntry:
        """The entry of an event, with all that its collection says of it."""
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

    def _regular(self, event: Event) -> CalendarEntry:
        """The entry of a series' regular days."""
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
    """The reports of each event, in order of publication."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: (report.date, report.slug)):
        if report.event:
            found[report.event.event].append(report)
    return found


def _calendar() -> Calendar:
    """An empty calendar. No METHOD: PUBLISH demands an organizer, REQUEST makes an invitation."""
    calendar = Calendar()
    calendar.add("PRODID", vText(PRODUCT))
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar
