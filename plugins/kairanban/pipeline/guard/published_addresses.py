"""A published call for help keeps its address for ever, and so does a session.

Addresses without a written id are made from a call's title, and from who spoke. Where an edit
would change one, that is told with the id to write; where a call is gone, with a hint to mark it
as ended instead. Reports that `KAIRANBAN_FORGET` names are left out.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ...content.folder.name_matching import Directory
from ...content.folder.source_files import SourceFile
from ...content.front_matter.document import split
from ...content.front_matter.fields import header
from ...content.problems import Level, Problem, Unreadable
from ...content.publication import Loaded
from ...content.schema import Report
from ...history.git import blobs
from ...history.log import History
from ...reports.body_parsing import around, organizations
from ...reports.markdown_renderer import Prose
from ...reports.sections.parsed_body import Told
from ...settings import Settings
from ...site.relations.report_summary import Outline
from ..store.store import SourceRow, State
from .anchors import Anchored, followed

Anchors = tuple[tuple[Anchored, ...], tuple[Anchored, ...]]  # calls, and sessions
# What an answer depends on: the blobs of a report's versions, what reading it depends on besides,
# and what is read in it today.
Key = tuple[tuple[str, ...], bytes, bytes]
NOTHING: Anchors = ((), ())


class Addresses(Struct):
    """Asks again only about reports that changed: `quiet` are those of which nothing was told."""

    quiet: dict[str, Key] = field(default_factory=dict)  # by path
    renewed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, state: State | None) -> "Addresses":
        """With what the last build knows."""
        return cls(state.shelf("addresses") if state else {})

    def findings(
        self,
        loaded: Loaded,
        outlines: Mapping[str, Outline],
        rows: Mapping[str, SourceRow],
        history: History,
        bodies: Mapping[str, Told],
        *,
        prose: Prose,
        settings: Settings,
    ) -> Iterator[Problem]:
        """The calls and sessions that had another address, and the calls that are gone."""
        wanted = _wanted(outlines, rows, history, settings)
        asked = {path: key for path, key in wanted.items() if self.quiet.get(path) != key}
        self.renewed = set(asked) | (self.quiet.keys() - wanted.keys())
        self.quiet = {path: key for path, key in self.quiet.items() if path not in self.renewed}
        if not asked:
            return
        slugs = {each.path: slug for slug, each in outlines.items() if each.path in asked}
        past = _Past(loaded, organizations(loaded.collection), prose, settings)
        names = dict.fromkeys(blob for versions, *_ in asked.values() for blob in versions)
        texts = dict(blobs(history.content, names))
        for path, key in asked.items():
            report = loaded.collection.reports[slugs[path]]
            versions = [past.anchors(texts[blob], report) for blob in key[0] if blob in texts]
            found = list(_compared(report, versions, _anchors(bodies[report.slug])))
            if not found:
                self.quiet[path] = key
            yield from found

    def keep(self, state: State) -> None:
        """Remembers what need not be asked again."""
        state.put_shelf("addresses", self.quiet, self.renewed)


def _wanted(
    outlines: Mapping[str, Outline],
    rows: Mapping[str, SourceRow],
    history: History,
    settings: Settings,
) -> dict[str, Key]:
    """The reports that were once otherwise; those of one version are as they were published."""
    found: dict[str, Key] = {}
    for slug, each in outlines.items() if history.changes else ():
        changes = history.changes.get(each.path, ())
        edited = len(changes) > 1 or (changes and each.path in history.uncommitted)
        if edited and f"reports/{slug}" not in settings.forget:
            row = rows[each.path]
            versions = tuple(change.blob for change in changes if change.blob)
            found[each.path] = versions, row.around, row.told_digest
    return found


class _Past(Struct, frozen=True):
    """Reads past versions of reports with what is known today."""

    loaded: Loaded
    organizations: Directory
    prose: Prose
    settings: Settings

    def anchors(self, data: bytes, report: Report) -> Anchors:
        """Those of a version; none where it could not be read, or was not published."""
        try:
            source = split(data, report.path)
        except Unreadable:
            return NOTHING
        file = SourceFile(report.path, report.slug, source, header(source.entries, Report))
        if file.level == "warning":
            return NOTHING
        known = around(report, self.loaded.collection, self.organizations, self.settings)
        return _anchors(self.prose.told(source.body, known))


def _anchors(told: Told) -> Anchors:
    return (
        tuple(Anchored(c.id, c.given, c.title, c.text, c.line) for c in told.calls),
        tuple(
            Anchored(s.id, s.given, "、".join((s.title, *s.people)), s.opening, s.line)
            for s in told.sessions
        ),
    )


def _compared(report: Report, past: list[Anchors], today: Anchors) -> Iterator[Problem]:
    versions = ([calls for calls, _ in past], [sessions for _, sessions in past])
    for code, some, now in zip(("changed-call", "changed-session"), versions, today, strict=True):
        written = {each.id for each in now if each.given}
        for lineage in followed(some, now):
            last = lineage.last
            if lineage.id in written or (lineage.gone and lineage.id in {each.id for each in now}):
                continue
            if lineage.gone and code == "changed-call":
                yield _problem(report, None, "lost-call", "warning", title=last.title)
            elif not lineage.gone and last.id != lineage.id:
                form = "{: #%s }" if code == "changed-call" else "{#%s}"
                level: Level = "problem" if code == "changed-call" else "warning"
                yield _problem(report, last.line, code, level, suggestion=form % lineage.id)


def _problem(
    report: Report,
    line: int | None,
    code: str,
    level: Level,
    suggestion: str | None = None,
    **params: object,
) -> Problem:
    return Problem(
        path=report.path,
        line=line,
        key=None,
        code=code,
        level=level,
        suggestion=suggestion,
        params=params,
    )
