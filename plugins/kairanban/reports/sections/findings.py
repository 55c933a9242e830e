"""Collection of all findings about one report's body."""

import html
import re
from collections import Counter

from ...content.folder.prose_lines import prose_lines
from ...content.problems import Problem
from ..lint.embedded_announcement import find_announcement
from .section_parser import SectionParser

ID = re.compile(r' id="([^"]+)"')


def find_body_findings(parser: SectionParser, made: str) -> tuple[Problem, ...]:
    """Return the findings about a body that was parsed, in the order of the checks.

    They are those of the parser, then ids that stand twice in `made` (the body's HTML), then an
    event's announcement in the text.
    """
    found = list(parser.finding_log.findings)
    if (
        "{" in parser.text or "｛" in parser.text or "<" in parser.text
    ):  # the editor may have written ids
        names = Counter(map(html.unescape, ID.findall(made)))
        found += [_twice(parser, name) for name, count in names.items() if count > 1]
    context = parser.context
    announced = find_announcement(parser.text, context.first_line, context.path, context.published)
    return (*found, announced) if announced else tuple(found)


def _twice(parser: SectionParser, name: str) -> Problem:
    """Return the finding about an id that stands twice, at the second line that has it."""
    lines = prose_lines(parser.text, parser.context.first_line)
    named = [number for number, line in lines if name in line and re.search("[#＃]|id", line)]
    return Problem(
        path=parser.context.path,
        line=named[1] if len(named) > 1 else named[0] if named else parser.context.first_line,
        key=None,
        code="duplicate-id",
        params={"name": name},
    )
