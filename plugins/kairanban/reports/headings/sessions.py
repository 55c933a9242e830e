"""Parsing of a session's heading (発表): whose session it is, and who spoke."""

import re

from msgspec import Struct

from ...content.folder.name_matching import Directory
from ..excerpt import strip_markup
from .people import parse_people

PEOPLE = re.compile(r"\s*[(（](?P<people>[^()（）]*)[)）]$")
ATTRIBUTES = re.compile(r"[ 　]*[{｛][:：]?(?P<words>[^{}｛｝|]*)[}｝][ 　]*$")
BROKEN = re.compile(r"[ 　]*[{｛](?:[:：]|[ 　]*[#＃.])[^{}｛｝]*$")  # a list that is not closed
ID = re.compile(r"[#＃](?P<id>[^\s#＃{}=＝]+)")
# Decoration before a name: `■ グラミン日本`, `① グラミン日本`, `発表1：`, `【グラミン日本】`.
DECORATION = re.compile(
    r"(?:(?:発表|報告|話題提供)?[ 　]*(?:[①-⑳]|[0-9０-９]{1,2}[.．、:：)）])[ 　]*"
    r"|(?:発表|報告|話題提供)[:：][ 　]*)?[■◆●○◇□◎★☆▼▶・【「『［〈《 　]*"
)


class SessionHeading(Struct, frozen=True, kw_only=True):
    """A heading that begins a session."""

    shown: str  # without people and attribute list, Markdown
    title: str  # `shown` in plain words
    rest: str  # the part of `title` after the organization's name
    organization: str | None  # slug of the known organization that it starts with
    people: tuple[str, ...]  # names as written, with さん
    id: str | None  # as written in the attribute list


def parse_session_heading(
    raw: str, organizations: Directory, hosts: tuple[str, ...] = ()
) -> SessionHeading | None:
    """Parse a session's heading; return None for another heading.

    A session's ends in people's names in parentheses, or starts with the name of a known
    organization that is none of the `hosts` (slugs). `raw` is Markdown, without `##`.
    """
    words, name = split_off_id(raw)
    shown, people = split_off_people(words)
    plain = strip_markup(shown)
    if not people:  # `**会（赤木さん）**`
        plain, people = split_off_people(plain)
    organization, rest = split_off_organization(plain, organizations)
    if not plain or (not people and (organization is None or organization in hosts)):
        return None
    return SessionHeading(
        shown=shown, title=plain, rest=rest, organization=organization, people=people, id=name
    )


def split_off_organization(plain: str, organizations: Directory) -> tuple[str | None, str]:
    """Return the slug of the known organization that a heading starts with, and the rest.

    Without one they are None and the whole heading (plain words).
    """
    decoration = DECORATION.match(plain)
    bare = plain[decoration.end() :] if decoration else plain
    known = organizations.longest_prefix(bare)
    return (known[0], bare[known[1] :]) if known else (None, plain)


def split_off_id(raw: str) -> tuple[str, str | None]:
    """Return a heading without the attribute list at its end, and the id in the list, or None.

    A list that is not closed is dropped.
    """
    if "{" not in raw and "｛" not in raw:
        return raw.strip(), None
    found = ATTRIBUTES.search(raw)
    if not found:
        return BROKEN.sub("", raw).strip(), None
    name = ID.search(found["words"])
    return raw[: found.start()].strip(), name["id"] if name else None


def is_unclosed(raw: str) -> bool:
    """Return whether a heading ends in an attribute list that is not closed."""
    return "}" not in raw and "｝" not in raw and bool(BROKEN.search(raw))


def split_off_people(words: str) -> tuple[str, tuple[str, ...]]:
    """Return a heading without the people in parentheses at its end, and the people as written."""
    if words[-1:] not in {")", "）"}:
        return words, ()
    at = max(words.rfind("("), words.rfind("（"))
    inside = words[at + 1 : -1]
    people = parse_people(inside) if at >= 0 and ")" not in inside and "）" not in inside else ()
    return (words[:at].rstrip(), people) if people else (words, ())
