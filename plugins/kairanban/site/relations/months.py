"""The events of each month that has any, and the months before and after it."""

from bisect import bisect
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from msgspec import Struct, field

from ...content.collection import Collection
from ...content.dates.span import Span
from ...content.schema import Event
from ...settings import Settings
from .. import urls
from ..dependencies import DependencyTracker
from ..format.times import starts_at
from .days import MAX_OCCURRENCES_ON_PAGE, days_of, occurrences_with_visibility

# Months in which one occurrence is listed, so that one "since 1995" does not fill all calendars.
MAX_MONTHS_OF_OCCURRENCE = 24
MAX_LISTED_OCCURRENCES = 10_000  # of a repeating event, the latest ones

# One occurrence of an event in a month; all days are ordinals (`date.toordinal`):
# 1. the event's slug, or the path of the series whose regular day it is;
# 2. the day of the occurrence, 0 where the event does not repeat;
# 3. the day of the earlier occurrence that must be over before this one is listed on its event's
#    page, 0 where it is not waiting for one;
# 4. and 5. its first and its last day in the site's zone.
MonthOccurrence = tuple[str, int, int, int, int]
# By month or year: the one before and the one after it that have events; None at the ends.
Siblings = dict[str, tuple[str | None, str | None]]


class Months(Struct, kw_only=True):
    """Builder of the months. `tracker` is asked which occurrences are visible already."""

    collection: Collection
    settings: Settings
    tracker: DependencyTracker
    archived: datetime | None  # instant (aware) at which the next event goes to the archive
    _marks: defaultdict[str, list[tuple[datetime, MonthOccurrence]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # By month, `2024/01`: the instant at which its next occurrence becomes visible.
    _becoming_visible: dict[str, datetime] = field(default_factory=dict)

    def build(self) -> dict[str, dict[str, Any]]:
        """Return the fields of `Relations` about months and years, and `changes_at`, by name."""
        for slug, event in self.collection.events.items():
            self._add(event, slug, self.collection.replacements.get(slug, {}).keys())
        for slug, event in self.collection.regular.items():
            self._add(event, urls.series_path(slug), ())
        months = sorted(self._marks)
        years: defaultdict[str, list[str]] = defaultdict(list)
        for month in months:
            years[month[:4]].append(month)
        return {
            "months": {m: tuple(mark for _, mark in sorted(self._marks[m])) for m in months},
            "sibling_months": _siblings(months),
            "years": {year: tuple(own) for year, own in years.items()},
            "sibling_years": _siblings(list(years)),
            "changes_at": self._changes_at(months),
        }

    def _add(self, event: Event, whose: str, replaced: Container[date]) -> None:
        for span, earlier in self._times(event):
            if span.first_day in replaced:
                continue
            first, last = days_of(span, self.settings)
            own_day = span.first_day.toordinal() if event.repeat else 0
            mark = whose, own_day, earlier, first.toordinal(), last.toordinal()
            for month in islice(_months_of(first, last), MAX_MONTHS_OF_OCCURRENCE):
                self._marks[month].append((starts_at(span, self.settings), mark))

    def _times(self, event: Event) -> Iterable[tuple[Span, int]]:
        """Return the visible occurrences, each with the third part of its `MonthOccurrence`.

        Also note when the first occurrence that is not visible yet becomes visible.
        """
        if event.repeat is None:
            return [(event.when, 0)]
        found: deque[tuple[Span, int]] = deque(maxlen=MAX_LISTED_OCCURRENCES)
        before: deque[int] = deque(maxlen=MAX_OCCURRENCES_ON_PAGE)
        for span, visible_from in occurrences_with_visibility(event, self.settings):
            if visible_from and not self.tracker.is_past(visible_from):
                month = month_of(days_of(span, self.settings)[0])
                self._becoming_visible[month] = min(
                    visible_from, self._becoming_visible.get(month, visible_from)
                )
                break
            found.append((span, before[0] if len(before) == MAX_OCCURRENCES_ON_PAGE else 0))
            before.append(span.first_day.toordinal())
        return found

    def _changes_at(self, months: Sequence[str]) -> dict[str, str]:
        """Return, by page's path, the instant (ISO 8601) at which it will list more than now."""
        changes_at = {urls.PAST: self.archived} if self.archived else {}
        for month, instant in self._becoming_visible.items():
            for path in _pages_with(month, months):
                changes_at[path] = min(instant, changes_at.get(path, instant))
        return {path: instant.isoformat() for path, instant in sorted(changes_at.items())}


def month_of(day: date) -> str:
    """Return the month of a day as in addresses: `2024/01`."""
    return f"{day.year:04}/{day.month:02}"


def _months_of(first: date, last: date) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04}/{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _pages_with(month: str, months: Sequence[str]) -> Iterator[str]:
    """Yield the paths of the pages that change when `month` gets another event.

    A month that has a page changes that page alone. A new one changes the archive, the months
    beside it, and those of its year, which link it.
    """
    at = bisect(months, month)
    if at and months[at - 1] == month:
        yield urls.month_path(month)
        return
    yield urls.PAST
    of_year = {each for each in months if each[:4] == month[:4]}
    yield from map(urls.month_path, sorted({*months[max(0, at - 1) : at + 1], *of_year}))


def _siblings(keys: Sequence[str]) -> Siblings:
    """Return what stands before and after each key; None at the ends."""
    triples = zip([None, *keys], keys, [*keys[1:], None], strict=False)
    return {key: (before, after) for before, key, after in triples}
