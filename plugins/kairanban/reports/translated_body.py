"""The body of a report in another language, read beside its original.

Sessions and calls are those of the original, so that an address means the same in both languages
and what became of a call is told alike; the translation gives the words.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from ..content.folder.source_files import finding
from ..content.problems import Problem, Unreadable
from .markdown_renderer import Prose
from .sections.parsed_body import Call, Session, Told
from .sections.section_parser import Around

Part = TypeVar("Part", Session, Call)


def told_in(prose: Prose, text: str, around: Around, original: Told) -> Told:
    """A translated body; where it has other sessions or calls than its original, a warning."""
    first = prose.told(text, around)
    sessions = _same(first.sessions, original.sessions)
    calls = _same(first.calls, original.calls)
    ids = replace(around, session_ids=_ids(sessions), call_ids=_ids(calls))
    told = prose.told(text, ids) if sessions or calls else first
    return replace(
        told,
        sessions=tuple(map(_session, told.sessions, sessions)) if sessions else told.sessions,
        # Calls that are none of the original's would be on no board.
        calls=tuple(map(_call, told.calls, calls)),
        findings=(*_left(told, known=bool(sessions)), *_differing(told, original, around, text)),
    )


def _same(own: Sequence[Part], original: tuple[Part, ...]) -> tuple[Part, ...]:
    """The original's parts, where there are as many."""
    return original if len(own) == len(original) else ()


def _ids(parts: tuple[Session, ...] | tuple[Call, ...]) -> tuple[str, ...]:
    return tuple(part.id for part in parts)


def _session(own: Session, original: Session) -> Session:
    return replace(own, organization=original.organization)


def _call(own: Call, original: Call) -> Call:
    return replace(original, title=own.title, text=own.text, line=own.line, of=own.of)


def _left(told: Told, *, known: bool) -> list[Problem]:
    """What is doubtful in it; whose its sessions are the original tells, where they are known."""
    return [each for each in told.findings if not (known and each.code == "unknown-session")]


def _differing(told: Told, original: Told, around: Around, text: str) -> list[Problem]:
    faults = []
    if original.html.strip() and not text.strip():
        faults.append(Unreadable("untold-report"))
    elif len(told.sessions) != len(original.sessions):
        counts = len(told.sessions), len(original.sessions)
        faults.append(Unreadable("other-sessions", own=counts[0], original=counts[1]))
    if text.strip() and len(told.calls) != len(original.calls):
        counts = len(told.calls), len(original.calls)
        faults.append(Unreadable("other-calls", own=counts[0], original=counts[1]))
    return [finding(around.path, around.first_line, None, each, "warning") for each in faults]
