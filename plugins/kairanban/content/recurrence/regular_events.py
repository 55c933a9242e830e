"""A series' regular days as one event, announced before each day has an event of its own."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from ..folder.source_files import SourceFile, make_problem
from ..front_matter.nodes import HeaderEntry, Scalar
from ..front_matter.normalization import normalize_event_fields
from ..problems import Problem, Unreadable
from ..readers.context import ReadContext
from ..readers.text import join_lines
from ..schema import Event, Series
from ..validation import validate_record

# The hours at the end of a rule, from its first time of day on.
CLOCK = re.compile(r"[\s、,]*(?P<clock>(?:午前|午後|正午)?\s*\d{1,2}\s*(?::|時(?!間)).*)$")


def read_regular_event(
    file: SourceFile, series: Series, context: ReadContext, defaults: Mapping[str, object]
) -> tuple[Event | None, list[Problem]]:
    """Return the event that the series' 定例 announces, and its problems.

    The event has the series' slug; it is None where the series has no 定例, or one that cannot be
    read. `defaults` are the site's values for fields that an event leaves out.
    """
    entry = file.header.fields.get("repeat")
    if not series.repeat or not entry or not isinstance(entry.value, Scalar):
        return None, []
    if series.start is None:
        fault = Unreadable("series-without-start", suggestion="開始: 2024年1月18日(木)")
        return None, [make_problem(file.path, entry.line, entry.key, fault, "warning")]
    rule, clock = _split_hours(join_lines(entry.value.text))
    fields = {
        name: _entry(entry, text) for name, text in _regular_fields(series, rule, clock).items()
    }
    fields |= {name: e for name, e in file.header.fields.items() if name == "except_"}
    inherited, _ = normalize_event_fields({}, file.header.defaults)
    event, findings = validate_record(
        file, {**inherited, **fields}, {"fee": (), **defaults}, Event, context
    )
    return event, findings


def _split_hours(text: str) -> tuple[str, str]:
    """Split `毎月第3木曜 19:00-20:30` into the rule and the hours, `""` if there are none."""
    plain = unicodedata.normalize("NFKC", text)
    found = CLOCK.search(plain)
    return (plain[: found.start()], found["clock"]) if found else (plain, "")


def _regular_fields(series: Series, rule: str, clock: str) -> dict[str, str]:
    """Return the fields of the event as an editor would have written them."""
    start: date | None = series.start
    assert start
    return {
        "title": series.name,
        "summary": series.summary or series.name,
        "when": f"{start.isoformat()} {clock}".strip(),
        "repeat": rule,
    }


def _entry(entry: HeaderEntry, text: str) -> HeaderEntry:
    """Return a field on the line of the series' 定例, so that its problems are reported there."""
    return HeaderEntry(entry.key, entry.line, Scalar(text, entry.line), entry.path)
