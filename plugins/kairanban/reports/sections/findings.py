"""All that is doubtful about one report's body."""

import html
import re
from collections import Counter

from ...content.folder.prose_lines import prose_lines
from ...content.problems import Problem
from ..lint.embedded_announcement import announcement
from .section_parser import Reading

ID = re.compile(r' id="([^"]+)"')


def findings(reading: Reading, made: str) -> tuple[Problem, ...]:
    """Those of the walk, ids that stand twice in the HTML `made` of it, an announcement."""
    found = list(reading.notes.findings)
    if "{" in reading.text or "｛" in reading.text or "<" in reading.text:  # ids that are written
        names = Counter(map(html.unescape, ID.findall(made)))
        found += [_twice(reading, name) for name, count in names.items() if count > 1]
    around = reading.around
    announced = announcement(reading.text, around.first_line, around.path, around.published)
    return (*found, announced) if announced else tuple(found)


def _twice(reading: Reading, name: str) -> Problem:
    """At the second line that names it."""
    lines = prose_lines(reading.text, reading.around.first_line)
    named = [number for number, line in lines if name in line and re.search("[#＃]|id", line)]
    return Problem(
        path=reading.around.path,
        line=named[1] if len(named) > 1 else named[0] if named else reading.around.first_line,
        key=None,
        code="duplicate-id",
        params={"name": name},
    )
