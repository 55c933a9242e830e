"""The records that a report's body is parsed into; frozen, without behaviour."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ...content.problems import Problem
from ...content.values import ContactMethod

CallStatus = Literal["open", "filled", "closed"]


class Session(Struct, frozen=True, kw_only=True):
    """A session (発表): the part of a report about one presentation."""

    id: str  # of its `<section>`
    has_written_id: bool  # whether the editor wrote the id
    title: str  # plain words, without the people
    line: int  # of the heading in the file, 1-based
    organization: str | None  # slug of the known organization that the heading starts with
    people: tuple[str, ...]  # names as written, with さん
    opening: str  # its first paragraph in plain words, shortened; "" for none


class NamedPerson(Struct, frozen=True):
    """A person whom a heading names."""

    name: str  # as written, with さん
    line: int  # of the heading in the file, 1-based


class Call(Struct, frozen=True, kw_only=True):
    """A call for help (募集), one item of a list."""

    id: str
    has_written_id: bool  # whether the editor wrote the id
    title: str  # plain words
    text: str  # the rest of its words, plain
    line: int  # in the file, 1-based
    type: str | None  # a key of `calls.call_types.TYPES`
    until: date | None  # the last day, inclusive, where one is written
    status: CallStatus  # as written, else "open"; it does not consider `until`
    apply: ContactMethod | None  # how to answer the call, where it is written
    session: str | None  # id of the session that it stands in
    organization: str | None  # slug of that session's organization
    of: str | None  # that session's title, where its organization is not known


class ParsedBody(Struct, frozen=True, kw_only=True):
    """The parsed body of a report.

    `html` is sanitized; links in it are as written, and `sections.placeholders` stand where pages
    insert what they know of sessions and calls.
    """

    html: str
    opening: str = ""  # its first paragraph in plain words, shortened
    sessions: tuple[Session, ...] = ()
    calls: tuple[Call, ...] = ()
    named_people: tuple[NamedPerson, ...] = ()  # by headings of any kind
    voices: int = 0  # number of voices from the room (会場の声)
    photos: int = 0  # number of figures
    findings: tuple[Problem, ...] = ()
