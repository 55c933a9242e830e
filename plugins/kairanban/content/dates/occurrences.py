"""The occurrences of what repeats (RFC 5545 3.8.5.3), expanded by dateutil.

A rule is expanded in the local time of its zone: 19:00 stays 19:00 when the clocks change. A
local time that the clocks skip means the instant that the offset before the change gives.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr
from msgspec import Struct
from msgspec.structs import replace

from ..problems import Unreadable
from .notation import japanese_day
from .repeat import Repeat
from .span import Span

MAX_OCCURRENCES = 10_000  # occurrences of a rule that ends
HORIZON = timedelta(days=40 * 366)  # in which a rule must occur: more than any leap day needs


class Recurrence(Struct, frozen=True, kw_only=True):
    """A span that repeats, without some days. The rule's first day is the span's own."""

    span: Span
    repeat: Repeat
    excluded_days: Collection[date] = ()

    def spans(self) -> Iterator[Span]:
        """Every occurrence, in order; without end where the rule has none."""
        without = frozenset(self.excluded_days)
        for moment in _expanded(self.span, self.repeat):
            if moment.date() not in without:
                yield move_to_day(self.span, moment.date())

    def falls_on(self, day: date) -> bool:
        """Whether the rule gives this day, be it left out or not."""
        begin = datetime.combine(day, time())
        end = datetime.combine(day, time.max)
        return bool(_expanded(self.span, self.repeat).between(begin, end, inc=True))

    def nearest(self, day: date) -> date | None:
        """The day next to this one of those that the rule gives and that are not left out."""
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
    """The same hours on another day, in wall-clock arithmetic."""
    moved = day - span.first_day
    return replace(span, start=span.start + moved, end=span.end and span.end + moved)


def check_recurrence(span: Span, repeat: Repeat) -> None:
    """Raises `Unreadable` for a rule that never occurs, too often, or not on its first day."""
    if span.zone is None and not span.all_day:
        raise Unreadable("repeat-needs-zone")
    first = _first(span, repeat)
    if first is None:
        raise Unreadable("never-occurs", rule=repeat.text)
    if first != span.first_day:
        day = japanese_day(span.first_day)
        raise Unreadable("not-the-first-day", day=day, first=japanese_day(first))
    if not repeat.endless:
        count = sum(
            1 for _, _ in zip(range(MAX_OCCURRENCES + 1), _expanded(span, repeat), strict=False)
        )
        if count > MAX_OCCURRENCES:
            raise Unreadable("too-many-times", rule=repeat.text, most=MAX_OCCURRENCES)


def _first(span: Span, repeat: Repeat) -> date | None:
    """The first day of the rule; one that never occurs is not followed to the year 9999."""
    last = min(span.first_day, date.max - HORIZON) + HORIZON
    until = repeat.until or last
    day = until.date() if isinstance(until, datetime) else until
    rule = re.sub(r";COUNT=\d+", "", repeat.rule)
    probe = replace(repeat, rule=rule, until=until if day < last else last)
    return next((moment.date() for moment in _expanded(span, probe)), None)


def _expanded(span: Span, repeat: Repeat) -> rrule:
    first = span.start if isinstance(span.start, datetime) else datetime.combine(span.start, time())
    rule = rrulestr(repeat.rule, dtstart=first.replace(tzinfo=None))
    assert isinstance(rule, rrule)
    if repeat.until is None:
        return rule
    if isinstance(repeat.until, datetime):
        return rule.replace(until=repeat.until)
    return rule.replace(until=datetime.combine(repeat.until, time(23, 59, 59)))
