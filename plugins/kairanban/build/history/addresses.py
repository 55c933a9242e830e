"""A published call for help keeps its address for ever.

The address of a call without an id is made from its title. Where the title changes, the call
is told with the id to write; where it is gone, with a hint to mark it as ended instead. Reports
that `KAIRANBAN_FORGET` names are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ...pages.join.outline import Outline
from ...records.folder.naming import Directory
from ...records.folder.sources import SourceFile
from ...records.front_matter.fences import split
from ...records.front_matter.fields import header
from ...records.load import Loaded
from ...records.problems import Problem, Unreadable
from ...records.schema import Report
from ...reports.bodies import around, organizations
from ...reports.body import Prose
from ...reports.sections.parts import Call, Told
from ...settings import Settings
from .git import blobs
from .walk import History

ALIKE = 0.5  # as difflib measures it; calls that are less alike are two


@dataclass(slots=True)
class _Lineage:
    """One call through the versions of its report: the id that it was published with first."""

    id: str
    call: Call
    gone: bool = field(default=False)


def changed_addresses(
    loaded: Loaded,
    outlines: Mapping[str, Outline],
    history: History,
    bodies: Mapping[str, Told],
    *,
    prose: Prose,
    settings: Settings,
) -> Iterator[Problem]:
    """The calls of today's reports that had another address, and those that are gone."""
    past = _Past(loaded, organizations(loaded.collection), prose, settings)
    reports = {each.path: slug for slug, each in outlines.items()} if history.changes else {}
    wanted = {
        path: [change.blob for change in changes if change.blob]
        for path, changes in history.changes.items()
        if path in reports
        and f"reports/{reports[path]}" not in settings.forget
        and (len(changes) > 1 or path in history.uncommitted)
    }
    texts = dict(blobs(history.content, dict.fromkeys(b for each in wanted.values() for b in each)))
    for path, versions in wanted.items():
        report = loaded.collection.reports[reports[path]]
        versions_of_it = [past.calls(texts[blob], report) for blob in versions if blob in texts]
        yield from _compared(report, versions_of_it, bodies[report.slug].calls)


@dataclass(frozen=True, slots=True)
class _Past:
    """Reads past versions of reports with what is known today."""

    loaded: Loaded
    organizations: Directory
    prose: Prose
    settings: Settings

    def calls(self, data: bytes, report: Report) -> tuple[Call, ...]:
        """Those of a version; none where it could not be read, or was not published."""
        if "募集".encode() not in data:
            return ()
        try:
            source = split(data, report.path)
        except Unreadable:
            return ()
        file = SourceFile(report.path, report.slug, source, header(source.entries, Report))
        if file.level == "warning":
            return ()
        known = around(report, self.loaded.collection, self.organizations, self.settings)
        return self.prose.told(source.body, known).calls


def _compared(
    report: Report, past: Sequence[tuple[Call, ...]], today: tuple[Call, ...]
) -> Iterator[Problem]:
    lineages: list[_Lineage] = []
    for calls in past:
        _go_on(lineages, calls)
    after = _go_on(lineages, today)
    taken = {call.id for call in today}
    for lineage in lineages:
        if lineage.gone and lineage.id not in taken:
            yield _problem(report, None, "lost-call", title=lineage.call.title)
    for lineage, call in after:
        if call.id != lineage.id and lineage.id not in taken:
            suggestion = "{: #" + lineage.id + " }"
            yield _problem(report, call.line, "changed-call", suggestion=suggestion)


def _go_on(lineages: list[_Lineage], calls: tuple[Call, ...]) -> list[tuple[_Lineage, Call]]:
    """Takes the lineages on to the next version; gives each call of that with its lineage."""
    left = {call.id: call for call in calls}
    found: list[tuple[_Lineage, Call]] = []
    waiting = []
    for lineage in lineages:
        same = left.pop(lineage.call.id, None) or left.pop(lineage.id, None)
        if same:
            found.append((lineage, same))
        else:
            waiting.append(lineage)
    pairs = sorted(
        (
            (_likeness(lineage.call, call), at, number)
            for at, lineage in enumerate(waiting)
            if not lineage.gone
            for number, call in enumerate(left.values())
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    others = list(left.values())
    for likeness, at, number in pairs:
        call = others[number]
        if likeness >= ALIKE and call.id in left and waiting[at] not in [f for f, _ in found]:
            found.append((waiting[at], left.pop(call.id)))
    kept = [lineage for lineage, _ in found]
    for lineage in lineages:
        lineage.gone = lineage not in kept
    for lineage, call in found:
        lineage.call = call
    new = [(_Lineage(call.id, call), call) for call in left.values()]
    lineages += [lineage for lineage, _ in new]
    return found + new


def _likeness(one: Call, other: Call) -> float:
    """Of title and text; the same text under another title is the same call."""
    whole = SequenceMatcher(None, one.title + one.text, other.title + other.text).ratio()
    titles = SequenceMatcher(None, one.title, other.title).ratio()
    return max(whole, titles)


def _problem(
    report: Report, line: int | None, code: str, suggestion: str | None = None, **params: object
) -> Problem:
    return Problem(
        path=report.path,
        line=line,
        key=None,
        code=code,
        level="warning" if code == "lost-call" else "problem",
        suggestion=suggestion,
        params=params,
    )
