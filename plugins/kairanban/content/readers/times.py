"""Readers of spans, days, times of day, deadlines, recurrence and zones."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import ValidationInfo

from ..dates import notation
from ..dates.span import Span
from ..dates.zones import zone_info
from ..front_matter.nodes import ListNode, MapNode, Scalar
from ..problems import Unreadable
from ..recurrence.recurrence import check_recurrence
from ..recurrence.repeat import Repeat, read_repeat
from .context import items_of, read_context, text_of, zone_of
from .nested import field_reader, map_schema, read_map
from .text import TEXT_LIST_SCHEMA, TEXT_SCHEMA, join_lines


def _read_zone(node: object) -> str:
    name = join_lines(text_of(node))
    zone_info(name)
    return name


def _read_when(node: object, info: ValidationInfo) -> Span:
    if isinstance(node, Span):
        return node  # the original's span, where a translation leaves it out
    year = read_context(info).year
    if isinstance(node, MapNode):
        given = {
            key: join_lines(text_of(value)) for key, value in read_map(node, "start", "end").items()
        }
        if "start" not in given:
            raise Unreadable("no-start", line=node.line)
        if "end" in given:
            return notation.read_start_end(
                given["start"], given["end"], zone=zone_of(info), year=year
            )
        return notation.read_span(given["start"], zone=zone_of(info), year=year)
    return notation.read_span(join_lines(text_of(node)), zone=zone_of(info), year=year)


def _read_clock(node: object) -> time:
    return notation.read_clock(join_lines(text_of(node)))


def _read_day(node: object, info: ValidationInfo) -> date:
    return notation.read_day(join_lines(text_of(node)), year=read_context(info).year)


def split_dates(node: object) -> tuple[Scalar, ...]:
    """Return a list of dates as texts: a YAML list, or a text split at `、` and `,`.

    It is not split at `/`, which is part of dates.
    """
    if isinstance(node, ListNode):
        return tuple(Scalar(join_lines(text_of(item)), item.line) for item in items_of(node))
    return tuple(
        Scalar(part.strip(), item.line)
        for item in items_of(node)
        for part in re.split("[、,，､]", text_of(item))
        if part.strip()
    )


def _read_days(node: object, info: ValidationInfo) -> tuple[date, ...]:
    year = read_context(info).year
    return tuple(notation.read_day(item.text, year=year) for item in split_dates(node))


def _read_spans(node: object, info: ValidationInfo) -> tuple[Span, ...]:
    if isinstance(node, MapNode):
        return (_read_when(node, info),)
    zone, year = zone_of(info), read_context(info).year
    return tuple(notation.read_span(item.text, zone=zone, year=year) for item in split_dates(node))


def _read_deadline(node: object, info: ValidationInfo) -> date | datetime:
    return read_deadline(join_lines(text_of(node)), info)


def read_deadline(text: str, info: ValidationInfo) -> date | datetime:
    """Parse a deadline of the event that is being read.

    Where the year is left out, the deadline is not later than the event's first day.
    """
    when = info.data.get("when")
    last = when.first_day if isinstance(when, Span) else None
    return notation.read_deadline(
        text, zone=zone_of(info), year=read_context(info).year, not_after=last
    )


def _read_instant(node: object, info: ValidationInfo) -> datetime:
    text = join_lines(text_of(node))
    moment = notation.read_deadline(text, zone=zone_of(info), year=read_context(info).year)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone_info(zone_of(info)))
    return moment.astimezone(UTC)


def _read_repeat(node: object, info: ValidationInfo) -> Repeat | None:
    """Parse the recurrence of the event's `when`, which is validated before."""
    when = info.data.get("when")
    if not isinstance(when, Span):
        return None  # the fault in `when` is reported already
    repeat = read_repeat(join_lines(text_of(node)), when.first_day)
    check_recurrence(when, repeat)
    return repeat


Zone = Annotated[str, field_reader(_read_zone), TEXT_SCHEMA]
When = Annotated[Span, field_reader(_read_when), map_schema("start", "end")]
Clock = Annotated[time, field_reader(_read_clock), TEXT_SCHEMA]
Day = Annotated[date, field_reader(_read_day), TEXT_SCHEMA]
SpansField = Annotated[tuple[Span, ...], field_reader(_read_spans), TEXT_LIST_SCHEMA]
DaysField = Annotated[tuple[date, ...], field_reader(_read_days), TEXT_LIST_SCHEMA]
Deadline = Annotated[date | datetime, field_reader(_read_deadline), TEXT_SCHEMA]
Repeating = Annotated[Repeat | None, field_reader(_read_repeat), TEXT_SCHEMA]
Instant = Annotated[datetime, field_reader(_read_instant), TEXT_SCHEMA]
