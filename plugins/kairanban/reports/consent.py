"""A person is named in a report's headings only with recorded consent."""

from collections.abc import Iterable, Iterator

from ..records.problems import Problem
from ..records.schema import Report
from .sections.parts import Session
from .sections.sessions import without_honorific

EVERYBODY = "全員"


def without_consent(report: Report, sessions: Iterable[Session]) -> Iterator[Problem]:
    """A problem for each heading that names somebody who did not agree.

    What is suggested is the header's line with all who are named.
    """
    if EVERYBODY in report.consent:
        return
    named = tuple(sessions)
    agreed = {without_honorific(name) for name in report.consent}
    people = [name for session in named for name in session.people]
    asked = [name for name in people if without_honorific(name) not in agreed]
    line = "掲載同意: " + "、".join(dict.fromkeys([*report.consent, *asked]))
    for session in named:
        for name in session.people:
            if name in asked:
                yield Problem(
                    path=report.path,
                    line=session.line,
                    key=None,
                    code="no-consent",
                    suggestion=line,
                    params={"name": name},
                )
