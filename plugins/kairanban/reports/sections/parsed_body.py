"""What is read from a report's body: small, frozen, without behaviour."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ...content.problems import Problem
from ...content.values import ContactMethod

CallStatus = Literal["open", "filled", "closed"]


class Session(Struct, frozen=True, kw_only=True):
    """What somebody told (発表). `line` is the file's, 1-based; `id` that of its section."""

    id: str
    has_written_id: bool  # whether the editor wrote the id
    title: str  # plain words, without the people
    line: int
    organization: str | None  # slug of the known one that the heading starts with
    people: tuple[str, ...]  # as written, with さん
    opening: str  # its first words, plain


class NamedPerson(Struct, frozen=True):
    """A person whom a heading names, as written; `line` is the file's."""

    name: str
    line: int


class Call(Struct, frozen=True, kw_only=True):
    """A call for help (募集)."""

    id: str
    has_written_id: bool  # whether the editor wrote the id
    title: str  # plain words
    text: str  # the rest of its words, plain
    line: int
    type: str | None  # one of `calls.call_types.TYPES`
    until: date | None  # the last day, where one is written
    status: CallStatus  # as written; the end of its time comes on top
    apply: ContactMethod | None
    session: str | None  # the session's id
    organization: str | None  # the session's, slug
    of: str | None  # the session's title, where its organization is not known


class ParsedBody(Struct, frozen=True, kw_only=True):
    """The body of a report, read.

    `html` is safe; links in it are as written, and `sections.placeholders` stand where pages put
    what
    they know of sessions and calls.
    """

    html: str
    opening: str = ""  # its first paragraph in plain words, shortened
    sessions: tuple[Session, ...] = ()
    calls: tuple[Call, ...] = ()
    named_people: tuple[NamedPerson, ...] = ()  # by any heading
    voices: int = 0
    photos: int = 0
    findings: tuple[Problem, ...] = ()
