"""Parsing of the body of a report's translation, beside its original.

Sessions and calls are those of the original, so that an address means the same in both languages
and a call has the same status in both; the translation gives the words.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from ..content.folder.source_files import make_problem
from ..content.problems import Problem, Unreadable
from .markdown_renderer import MarkdownRenderer
from .sections.parsed_body import Call, ParsedBody, Session
from .sections.section_parser import ParseContext

Part = TypeVar("Part", Session, Call)


def parse_translated_body(
    renderer: MarkdownRenderer, text: str, context: ParseContext, original: ParsedBody
) -> ParsedBody:
    """Parse a translated body, with the ids and facts of its original's sessions and calls.

    With another number of sessions than the original it keeps its own; with another number of
    calls it has none. Both are warnings in its findings.
    """
    first = renderer.parse_body(text, context)
    sessions = _matching(first.sessions, original.sessions)
    calls = _matching(first.calls, original.calls)
    ids = replace(context, session_ids=_ids(sessions), call_ids=_ids(calls))
    parsed = renderer.parse_body(text, ids) if sessions or calls else first
    return replace(
        parsed,
        sessions=tuple(map(_session, parsed.sessions, sessions)) if sessions else parsed.sessions,
        # Where the numbers of calls differ there are none: a call without an original would stand
        # on no list of calls.
        calls=tuple(map(_call, parsed.calls, calls)),
        findings=(
            *_own_findings(parsed, known=bool(sessions)),
            *_differing(parsed, original, context, text),
        ),
    )


def _matching(own: Sequence[Part], original: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the original's parts where there are as many as in the translation, or none."""
    return original if len(own) == len(original) else ()


def _ids(parts: tuple[Session, ...] | tuple[Call, ...]) -> tuple[str, ...]:
    return tuple(part.id for part in parts)


def _session(own: Session, original: Session) -> Session:
    return replace(own, organization=original.organization)


def _call(own: Call, original: Call) -> Call:
    return replace(original, title=own.title, text=own.text, line=own.line, of=own.of)


def _own_findings(parsed: ParsedBody, *, known: bool) -> list[Problem]:
    """Return the translation's own findings.

    With `known` its sessions are the original's, which says whose they are: findings about unknown
    organizations are left out.
    """
    return [each for each in parsed.findings if not (known and each.code == "unknown-session")]


def _differing(
    parsed: ParsedBody, original: ParsedBody, context: ParseContext, text: str
) -> list[Problem]:
    faults = []
    if original.html.strip() and not text.strip():
        faults.append(Unreadable("untold-report"))
    elif len(parsed.sessions) != len(original.sessions):
        counts = len(parsed.sessions), len(original.sessions)
        faults.append(Unreadable("other-sessions", own=counts[0], original=counts[1]))
    if text.strip() and len(parsed.calls) != len(original.calls):
        counts = len(parsed.calls), len(original.calls)
        faults.append(Unreadable("other-calls", own=counts[0], original=counts[1]))
    return [
        make_problem(context.path, context.first_line, None, each, "warning") for each in faults
    ]
