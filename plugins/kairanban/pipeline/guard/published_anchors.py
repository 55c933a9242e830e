"""The check that published calls and sessions keep their addresses for ever.

Addresses without a written id are made from a call's title, and from a session's speakers. Where
an edit would change an address, the finding suggests the id to write; where a call is gone, it
hints at marking the call as ended instead. Reports that `KAIRANBAN_FORGET` names are left out.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ...content.folder.name_matching import Directory
from ...content.folder.source_files import SourceFile
from ...content.front_matter.document import split_document
from ...content.front_matter.fields import read_header
from ...content.problems import Level, Problem, Unreadable
from ...content.publication import LoadedContent
from ...content.schema import Report
from ...history.git import read_blobs
from ...history.log import History
from ...reports.markdown_renderer import MarkdownRenderer
from ...reports.parse_context import build_parse_context, organization_directory
from ...reports.report_summary import ReportSummary
from ...reports.sections.parsed_body import ParsedBody
from ...settings import Settings
from ..store.store import SourceRow, Store
from .anchor_lineages import AnchoredPart, trace_lineages

Anchors = tuple[tuple[AnchoredPart, ...], tuple[AnchoredPart, ...]]  # calls, and sessions
# What a report's findings depend on: the git blobs of its versions, the digest of its context, and
# the digest of its parsed body today.
Key = tuple[tuple[str, ...], bytes, bytes]
NO_ANCHORS: Anchors = ((), ())


class PublishedAnchors(Struct):
    """The check of one build, which skips unchanged reports that had no findings before."""

    without_findings: dict[str, Key] = field(default_factory=dict)  # by path
    renewed: set[str] = field(default_factory=set)  # paths that were checked now, or are gone

    @classmethod
    def from_store(cls, store: Store | None) -> "PublishedAnchors":
        """Return the check with what the last build stored. Raise `CorruptStore`."""
        return cls(store.get_map("addresses") if store else {})

    def findings(
        self,
        loaded: LoadedContent,
        summaries: Mapping[str, ReportSummary],
        rows: Mapping[str, SourceRow],
        history: History,
        bodies: Mapping[str, ParsedBody],
        *,
        renderer: MarkdownRenderer,
        settings: Settings,
    ) -> Iterator[Problem]:
        """Yield findings on calls and sessions whose address changed, and on calls that are gone.

        `summaries` and `bodies` are by slug, `rows` by path.
        """
        wanted = _wanted(summaries, rows, history, settings)
        asked = {
            path: key for path, key in wanted.items() if self.without_findings.get(path) != key
        }
        self.renewed = set(asked) | (self.without_findings.keys() - wanted.keys())
        self.without_findings = {
            path: key for path, key in self.without_findings.items() if path not in self.renewed
        }
        if not asked:
            return
        slugs = {each.path: slug for slug, each in summaries.items() if each.path in asked}
        former = _FormerReports(
            loaded, organization_directory(loaded.collection), renderer, settings
        )
        names = dict.fromkeys(blob for versions, *_ in asked.values() for blob in versions)
        texts = dict(read_blobs(history.content, names))
        for path, key in asked.items():
            report = loaded.collection.reports[slugs[path]]
            versions = [former.anchors(texts[blob], report) for blob in key[0] if blob in texts]
            found = list(_changed_addresses(report, versions, _anchors(bodies[report.slug])))
            if not found:
                self.without_findings[path] = key
            yield from found

    def save(self, store: Store) -> None:
        """Put the reports without findings into the store."""
        store.set_map("addresses", self.without_findings, self.renewed)


def _wanted(
    summaries: Mapping[str, ReportSummary],
    rows: Mapping[str, SourceRow],
    history: History,
    settings: Settings,
) -> dict[str, Key]:
    """Return the keys of reports with more than one version, by path.

    A report with only one version is as it was published.
    """
    found: dict[str, Key] = {}
    for slug, each in summaries.items() if history.changes else ():
        changes = history.changes.get(each.path, ())
        edited = len(changes) > 1 or (changes and each.path in history.uncommitted)
        if edited and f"reports/{slug}" not in settings.forget:
            row = rows[each.path]
            versions = tuple(change.blob for change in changes if change.blob)
            found[each.path] = versions, row.context_digest, row.body_digest
    return found


class _FormerReports(Struct, frozen=True):
    """A reader of former versions of reports, which it parses with today's records."""

    loaded: LoadedContent
    organizations: Directory
    renderer: MarkdownRenderer
    settings: Settings

    def anchors(self, data: bytes, report: Report) -> Anchors:
        """Return the anchors of a version; none where it is unreadable or was not published.

        `data` are the bytes of the version's file, `report` is today's record.
        """
        try:
            source = split_document(data, report.path)
        except Unreadable:
            return NO_ANCHORS
        file = SourceFile(
            report.path, report.slug, source, read_header(source.header_entries, Report)
        )
        if file.level == "warning":
            return NO_ANCHORS
        known = build_parse_context(
            report, self.loaded.collection, self.organizations, self.settings
        )
        return _anchors(self.renderer.parse_body(source.body, known))


def _anchors(parsed: ParsedBody) -> Anchors:
    return (
        tuple(AnchoredPart(c.id, c.has_written_id, c.title, c.text, c.line) for c in parsed.calls),
        tuple(
            AnchoredPart(s.id, s.has_written_id, "、".join((s.title, *s.people)), s.opening, s.line)
            for s in parsed.sessions
        ),
    )


def _changed_addresses(report: Report, former: list[Anchors], today: Anchors) -> Iterator[Problem]:
    versions = ([calls for calls, _ in former], [sessions for _, sessions in former])
    for code, some, now in zip(("changed-call", "changed-session"), versions, today, strict=True):
        written = {each.id for each in now if each.has_written_id}
        for lineage in trace_lineages(some, now):
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
