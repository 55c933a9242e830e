"""Occurrences of recurring events (RFC 5545 3.8.5.3), expanded by dateutil.

A rule is expanded in the local time of its zone: 19:00 stays 19:00 when the clocks change. A
local time that the clocks skip is the instant that the offset before the change gives.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr
from msgspec import Struct
from msgspec.structs import replace

from ..dates.notation import format_day_suggestion
from ..dates.span import Span
from ..problems import Unreadable
from .repeat import Repeat

MAX_OCCURRENCES = 10_000  # of a rule that ends
HORIZON = timedelta(days=40 * 366)  # within which a rule must occur; ample for any leap day


class Recurrence(Struct, frozen=True, kw_only=True):
    """A recurring span without its excluded days; the rule starts on the span's first day."""

    span: Span
    repeat: Repeat
    excluded_days: Collection[date] = ()

    def spans(self) -> Iterator[Span]:
        """Yield the occurrences in order, without end if the rule is endless."""
        without = frozenset(self.excluded_days)
        for moment in _expanded(self.span, self.repeat):
            if moment.date() not in without:
                yield move_to_day(self.span, moment.date())

    def falls_on(self, day: date) -> bool:
        """Return whether the rule has an occurrence on this day, excluded or not."""
        begin = datetime.combine(day, time())
        end = datetime.combine(day, time.max)
        return bool(_expanded(self.span, self.repeat).between(begin, end, inc=True))

    def nearest(self, day: date) -> date | None:
        """Return the nearest day to `day` with an occurrence that is not excluded, or None."""
        rule, begin = _expanded(self.span, self.repeat), datetime.combine(day, time())
        near = [
            self._step_to_included(rule.before, begin),
            self._step_to_included(rule.after, begin),
        ]
        return min(filter(None, near), key=lambda each: abs(each - day), default=None)

    def _step_to_included(
        self, step: Callable[[datetime], datetime | None], moment: datetime
    ) -> date | None:
        found = step(moment)
        while found and found.date() in self.excluded_days:
            found = step(found)
        return found.date() if found else None


def move_to_day(span: Span, day: date) -> Span:
    """Return the span moved to start on `day`, at the same times of day by the clock."""
    moved = day - span.first_day
    return replace(span, start=span.start + moved, end=span.end and span.end + moved)


def check_recurrence(span: Span, repeat: Repeat) -> None:
    """Raise `Unreadable` for a rule that never occurs, too often, or not on its first day.

    Also for a timed span without a zone, in whose local time a rule would be expanded.
    """
    if span.zone is None and not span.all_day:
        raise Unreadable("repeat-needs-zone")
    first = _first(span, repeat)
    if first is None:
        raise Unreadable("never-occurs", rule=repeat.text)
    if first != span.first_day:
        day = format_day_suggestion(span.first_day)
        raise Unreadable("not-the-first-day", day=day, first=format_day_suggestion(first))
    if not repeat.endless:
        count = sum(
            1 for _, _ in zip(range(MAX_OCCURRENCES + 1), _expanded(span, repeat), strict=False)
        )
        if count > MAX_OCCURRENCES:
            raise Unreadable("too-many-times", rule=repeat.text, most=MAX_OCCURRENCES)


def _first(span: Span, repeat: Repeat) -> date | None:
    """Return the first day on which the rule occurs, or None.

    The search ends at `HORIZON`; else a rule that never occurs would be expanded to the year 9999.
    """
    last = min(span.first_day, date.max - HORIZON) + HORIZON
    until = repeat.until or last
    day = until.date() if isinstance(until, datetime) else until
    rule = re.sub(r";COUNT=\d+", "", repeat.rule)
    bounded = replace(repeat, rule=rule, until=until if day < last else last)
    return next((moment.date() for moment in _expanded(span, bounded)), None)


def _expanded(span: Span, repeat: Repeat) -> rrule:
    first = span.start if isinstance(span.start, datetime) else datetime.combine(span.start, time())
    rule = rrulestr(repeat.rule, dtstart=first.replace(tzinfo=None))
    assert isinstance(rule, rrule)
    if repeat.until is None:
        return rule
    if isinstance(repeat.until, datetime):
        return rule.replace(until=repeat.until)
    return rule.replace(until=datetime.combine(repeat.until, time(23, 59, 59)))
