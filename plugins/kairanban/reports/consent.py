"""Checking that persons are named in a report's headings only with recorded consent."""

import re
from collections.abc import Iterable, Iterator

from ..content.problems import Problem
from ..content.schema import Report
from .headings.people import has_consent
from .sections.parsed_body import NamedPerson

# Entries of 掲載同意 that stand for the consent of everybody.
EVERYBODY = re.compile(
    "(?:参加者|登壇者|発表者|出席者)?全員(?:[（(].*|から.*|の?(?:同意|了承|了解|確認).*|可|済み?|OK)?"
)


def find_missing_consent(report: Report, named: Iterable[NamedPerson]) -> Iterator[Problem]:
    """Yield a problem for each person whom a heading names without recorded consent.

    Each suggests the front matter's line (`掲載同意`) with all who are named.
    """
    if any(EVERYBODY.fullmatch(each) for each in report.consent):
        return
    asked = [each for each in named if not has_consent(each.name, report.consent)]
    names = dict.fromkeys([*report.consent, *(each.name for each in asked)])
    line = "掲載同意: " + "、".join(names)
    for each in dict.fromkeys(asked):
        yield Problem(
            path=report.path,
            line=each.line,
            key=None,
            code="no-consent",
            suggestion=line,
            params={"name": each.name},
        )
