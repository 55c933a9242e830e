"""Readers of times: spans, days, clocks, deadlines, zones."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import ValidationInfo

from ..dates import notation
from ..dates.occurrences import check_recurrence
from ..dates.repeat import Repeat, read_repeat
from ..dates.span import Span
from ..dates.zones import zone_info
from ..front_matter.nodes import Fields, Items, Scalar
from ..problems import Unreadable
from .context import items_of, reading, text_of, zone_of
from .nested import fields_of, reader, shape
from .text import STRING, STRINGS, joined


def _read_zone(node: object) -> str:
    name = joined(text_of(node))
    zone_info(name)
    return name


def _read_when(node: object, info: ValidationInfo) -> Span:
    if isinstance(node, Span):
        return node  # the original's, where a translation leaves it out
    year = reading(info).year
    if isinstance(node, Fields):
        given = {
            key: joined(text_of(value)) for key, value in fields_of(node, "start", "end").items()
        }
        if "start" not in given:
            raise Unreadable("no-start", line=node.line)
        if "end" in given:
            return notation.read_start_end(
                given["start"], given["end"], zone=zone_of(info), year=year
            )
        return notation.read_span(given["start"], zone=zone_of(info), year=year)
    return notation.read_span(joined(text_of(node)), zone=zone_of(info), year=year)


def _read_clock(node: object) -> time:
    return notation.read_clock(joined(text_of(node)))


def _read_day(node: object, info: ValidationInfo) -> date:
    return notation.read_day(joined(text_of(node)), year=reading(info).year)


def split_dates(node: object) -> tuple[Scalar, ...]:
    """A list of dates: YAML's, or one line split at `、` and `,`; `/` is part of dates."""
    if isinstance(node, Items):
        return tuple(Scalar(joined(text_of(item)), item.line) for item in items_of(node))
    return tuple(
        Scalar(part.strip(), item.line)
        for item in items_of(node)
        for part in re.split("[、,，､]", text_of(item))
        if part.strip()
    )


def _read_days(node: object, info: ValidationInfo) -> tuple[date, ...]:
    year = reading(info).year
    return tuple(notation.read_day(item.text, year=year) for item in split_dates(node))


def _read_spans(node: object, info: ValidationInfo) -> tuple[Span, ...]:
    if isinstance(node, Fields):
        return (_read_when(node, info),)
    zone, year = zone_of(info), reading(info).year
    return tuple(notation.read_span(item.text, zone=zone, year=year) for item in split_dates(node))


def _read_deadline(node: object, info: ValidationInfo) -> date | datetime:
    return read_deadline(joined(text_of(node)), info)


def read_deadline(text: str, info: ValidationInfo) -> date | datetime:
    """A deadline of the event being read: never later than the event itself begins."""
    when = info.data.get("when")
    last = when.first_day if isinstance(when, Span) else None
    return notation.read_moment(text, zone=zone_of(info), year=reading(info).year, not_after=last)


def _read_instant(node: object, info: ValidationInfo) -> datetime:
    text = joined(text_of(node))
    moment = notation.read_moment(text, zone=zone_of(info), year=reading(info).year)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone_info(zone_of(info)))
    return moment.astimezone(UTC)


def _read_repeat(node: object, info: ValidationInfo) -> Repeat | None:
    """What the event's own time, which is read before, does again."""
    when = info.data.get("when")
    if not isinstance(when, Span):
        return None  # what is wrong with the time is told
    repeat = read_repeat(joined(text_of(node)), when.first_day)
    check_recurrence(when, repeat)
    return repeat


Zone = Annotated[str, reader(_read_zone), STRING]
When = Annotated[Span, reader(_read_when), shape("start", "end")]
Clock = Annotated[time, reader(_read_clock), STRING]
Day = Annotated[date, reader(_read_day), STRING]
Days = Annotated[tuple[Span, ...], reader(_read_spans), STRINGS]
Dates = Annotated[tuple[date, ...], reader(_read_days), STRINGS]
Deadline = Annotated[date | datetime, reader(_read_deadline), STRING]
Repeating = Annotated[Repeat | None, reader(_read_repeat), STRING]
Instant = Annotated[datetime, reader(_read_instant), STRING]
