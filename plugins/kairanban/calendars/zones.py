"""Time zones as calendars describe them: VTIMEZONE (RFC 5545 3.6.5), from the pinned `tzdata`.

Every change of offset from `FIRST_YEAR` to `LAST_YEAR` is written in a form that all programs
read alike: a yearly rule where the changes follow one, else each change by itself. Lists of
dates (RDATE) are read wrongly by ical.js.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from msgspec import Struct

from ..content.dates.zones import zone_info
from .times import FIRST_YEAR, LAST_YEAR

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The day on which the last week of a month begins; February is left out, as its length varies.
LAST_WEEK_STARTS = {1: 25, 3: 25, 4: 24, 5: 25, 6: 24, 7: 25, 8: 25, 9: 24, 10: 25, 11: 24, 12: 25}
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
STEP = timedelta(days=3)  # no zone changed twice within six days since 1970 (Recife within seven)


class OffsetChange(Struct, frozen=True, kw_only=True):
    """A change of a zone's offset: its instant in UTC, and the offsets in whole minutes."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str  # abbreviation after the change, such as `JST`
    daylight: bool  # whether daylight saving time begins

    @property
    def onset(self) -> datetime:
        """The local time of the change by the clock before it, without a zone."""
        return (self.at + self.before).replace(tzinfo=None)

    @property
    def kind(self) -> tuple[object, ...]:
        """What all changes that follow one yearly rule have in common."""
        onset = self.onset
        when = (onset.month, onset.weekday(), onset.time())
        return (self.before, self.after, self.name, self.daylight, *when)


@cache
def timezone_bytes(name: str) -> bytes:
    """Return the VTIMEZONE of an IANA zone, always the same bytes for one release of `tzdata`."""
    component = Timezone()
    component.add("TZID", vText(name))
    found = list(_changes(zone_info(name)))
    runs = sorted(_runs(found[1:]), key=lambda run: run[0].at)
    for run in [found[:1], *runs]:
        component.add_component(_observance(run))
    return bytes(component.to_ical(sorted=False))


def _changes(zone: ZoneInfo) -> Iterator[OffsetChange]:
    """Yield the changes in order, after one that stands for the beginning of `FIRST_YEAR`."""
    moment = datetime(FIRST_YEAR, 1, 1, tzinfo=zone).astimezone(UTC)
    offset = _offset(zone, moment)
    yield _change(zone, moment, moment)
    while moment.year <= LAST_YEAR:
        later = moment + STEP
        former, offset = offset, _offset(zone, later)
        if former != offset:
            yield _change(zone, moment, _first_after(zone, moment, later))
        moment = later


def _first_after(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the instant, to the second, at which the offset is no longer the one at `low`."""
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _offset(zone, middle) == _offset(zone, low):
            low = middle
        else:
            high = middle
    return high


def _change(zone: ZoneInfo, former: datetime, at: datetime) -> OffsetChange:
    """Return the change at the instant `at`; `former` is an instant before it."""
    then, now = former.astimezone(zone), at.astimezone(zone)
    before, saved = then.dst() or timedelta(), now.dst() or timedelta()
    # In Ireland and Morocco winter time is the exception; calendars know only summer time.
    ends_winter = before < timedelta() and not saved
    return OffsetChange(
        at=at,
        before=_offset(zone, former),
        after=_offset(zone, at),
        name=now.tzname() or zone.key,
        daylight=saved > timedelta() or ends_winter,
    )


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return round((moment.astimezone(zone).utcoffset() or timedelta()) / MINUTE) * MINUTE


def _runs(changes: list[OffsetChange]) -> list[list[OffsetChange]]:
    """Return the changes in groups, each of consecutive years and of one yearly rule."""
    runs: list[list[OffsetChange]] = []
    open_runs: dict[tuple[object, ...], list[OffsetChange]] = {}
    for change in changes:
        run = open_runs.get(change.kind, [])
        if run and run[-1].onset.year == change.onset.year - 1 and _within_a_week([*run, change]):
            run.append(change)
        else:
            open_runs[change.kind] = [change]
            runs.append(open_runs[change.kind])
    return runs


def _within_a_week(run: list[OffsetChange]) -> bool:
    """Return whether all days of the month fit in seven days, as those of one weekday rule do."""
    days = [change.onset.day for change in run]
    return max(days) - min(days) < len(WEEKDAYS)


def _observance(run: list[OffsetChange]) -> TimezoneStandard | TimezoneDaylight:
    """Return the STANDARD or DAYLIGHT component of a group of changes."""
    first = run[0]
    component = TimezoneDaylight() if first.daylight else TimezoneStandard()
    component.add("DTSTART", first.onset)
    component.add("TZOFFSETFROM", first.before)
    component.add("TZOFFSETTO", first.after)
    component.add("TZNAME", vText(first.name))
    if len(run) > 1:
        component.add("RRULE", vRecur(_rule(run)))
    return component


def _rule(run: list[OffsetChange]) -> dict[str, object]:
    """Return the yearly RRULE of a group of changes.

    UNTIL of a rule that ended is a week late, since some programs read it as local time.
    """
    onset, days = run[0].onset, [change.onset.day for change in run]
    weekday = WEEKDAYS[onset.weekday()]
    rule: dict[str, object] = {"FREQ": "YEARLY", "BYMONTH": onset.month}
    if run[-1].onset.year < LAST_YEAR:
        rule["UNTIL"] = run[-1].at + WEEK
    starts = range(max(1, max(days) - 6), min(days) + 1)  # first of its seven possible days
    if LAST_WEEK_STARTS.get(onset.month) in starts:
        return rule | {"BYDAY": f"-1{weekday}"}
    for week, start in enumerate((1, 8, 15, 22), 1):
        if start in starts:
            return rule | {"BYDAY": f"{week}{weekday}"}
    return rule | {"BYDAY": weekday, "BYMONTHDAY": list(range(starts[0], starts[0] + 7))}
