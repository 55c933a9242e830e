"""The check whether a checkout may be published: any other checkout must give the same site."""

from collections.abc import Iterator, Mapping

from ...content.problems import Problem
from ...content.publication import LoadedContent
from ...history.log import History
from ...reports.report_summary import ReportSummary


def check_preflight(
    loaded: LoadedContent, summaries: Mapping[str, ReportSummary], history: History
) -> Iterator[Problem]:
    """Yield the problems that forbid publishing, though not a preview.

    They are an unreadable or shallow git history, and uncommitted files. A draft that was never
    committed reaches no output, so it is left out.
    """
    if history.error:
        yield _of_git("unreadable-history", reason=history.error)
    if history.shallow:
        yield _of_git("shallow-clone", suggestion="git fetch --unshallow")
    shown = {
        record.path
        for some in (loaded.collection.events, loaded.collection.pages)
        for record in some.values()
    } | {report.path for report in summaries.values()}
    translations = loaded.collection.translations.values()
    shown |= {
        each.path for kinds in translations for some in kinds.values() for each in some.values()
    }
    for path in history.uncommitted:
        kind = path.partition("/")[0] if path.endswith(".md") else ""
        held_back = kind in {"events", "reports", "pages"} and path not in shown
        if not held_back or path in history.changes:
            mend = "git add -A && git commit"
            yield Problem(path=path, line=None, key=None, code="uncommitted", suggestion=mend)


def _of_git(code: str, suggestion: str | None = None, **params: object) -> Problem:
    return Problem(
        path="", line=None, key=None, code=code, suggestion=suggestion, params=dict(params)
    )
