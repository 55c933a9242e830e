"""A person is named in a report's headings only with recorded consent."""

from collections.abc import Iterator

from ..records.collection import Collection
from ..records.folder.naming import directory
from ..records.problems import Problem
from ..records.schema import Report
from .sessions import Session, sessions, without_honorific

EVERYBODY = "全員"


def without_consent(collection: Collection) -> Iterator[Problem]:
    """A problem for each heading of a published report that names somebody who did not agree.

    What is suggested is the header's line with all who are named.
    """
    known = directory((o.slug, o.name, o.aliases) for o in collection.organizations.values())
    for report in collection.reports.values():
        if EVERYBODY not in report.consent:
            yield from _of_report(report, sessions(report.body, report.body_line, known))


def _of_report(report: Report, named: tuple[Session, ...]) -> Iterator[Problem]:
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
