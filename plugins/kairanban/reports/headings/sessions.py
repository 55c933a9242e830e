"""The heading of a session (発表): whose it is, and who spoke."""

import re

from msgspec import Struct

from ...content.folder.name_matching import Directory
from ..summary import strip_markup
from .people import parse_people

PEOPLE = re.compile(r"\s*[(（](?P<people>[^()（）]*)[)）]$")
ATTRIBUTES = re.compile(r"[ 　]*[{｛][:：]?(?P<words>[^{}｛｝|]*)[}｝][ 　]*$")
BROKEN = re.compile(r"[ 　]*[{｛](?:[:：]|[ 　]*[#＃.])[^{}｛｝]*$")  # a list that does not end
ID = re.compile(r"[#＃](?P<id>[^\s#＃{}=＝]+)")
# What people put before a name: `■ グラミン日本`, `① グラミン日本`, `発表1：`, `【グラミン日本】`.
DECORATION = re.compile(
    r"(?:(?:発表|報告|話題提供)?[ 　]*(?:[①-⑳]|[0-9０-９]{1,2}[.．、:：)）])[ 　]*"
    r"|(?:発表|報告|話題提供)[:：][ 　]*)?[■◆●○◇□◎★☆▼▶・【「『［〈《 　]*"
)


class SessionHeading(Struct, frozen=True, kw_only=True):
    """A heading that begins a session. `shown` is it without the people, in Markdown."""

    shown: str
    title: str  # the same in plain words
    rest: str  # of that, what follows the organization's name
    organization: str | None  # slug of the known one that it starts with
    people: tuple[str, ...]  # as written, with さん
    id: str | None  # as written


def parse_session_heading(
    raw: str, organizations: Directory, hosts: tuple[str, ...] = ()
) -> SessionHeading | None:
    """A session's heading ends in people's names in parentheses, or starts with the name of a
    known organization that is none of the `hosts` (slugs). `raw` is Markdown, without `##`."""
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
    """The slug of the known organization that a heading starts with, and what follows its name."""
    decoration = DECORATION.match(plain)
    bare = plain[decoration.end() :] if decoration else plain
    known = organizations.longest_prefix(bare)
    return (known[0], bare[known[1] :]) if known else (None, plain)


def split_off_id(raw: str) -> tuple[str, str | None]:
    """A heading without an attribute list at its end, and the id in that."""
    if "{" not in raw and "｛" not in raw:
        return raw.strip(), None
    found = ATTRIBUTES.search(raw)
    if not found:
        return BROKEN.sub("", raw).strip(), None
    name = ID.search(found["words"])
    return raw[: found.start()].strip(), name["id"] if name else None


def is_unclosed(raw: str) -> bool:
    """Whether a heading ends in an attribute list that does not end."""
    return "}" not in raw and "｝" not in raw and bool(BROKEN.search(raw))


def split_off_people(words: str) -> tuple[str, tuple[str, ...]]:
    """A heading without the people in parentheses that end it, and these."""
    if words[-1:] not in {")", "）"}:
        return words, ()
    at = max(words.rfind("("), words.rfind("（"))
    inside = words[at + 1 : -1]
    people = parse_people(inside) if at >= 0 and ")" not in inside and "）" not in inside else ()
    return (words[:at].rstrip(), people) if people else (words, ())
