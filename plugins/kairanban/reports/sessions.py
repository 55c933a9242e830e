"""The sessions (発表) of a report, read from its level-2 headings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.folder.naming import Directory
from ..records.readers.parties import HONORIFIC

HEADING = re.compile(
    r" {0,3}[#＃]{2}(?![#＃])[ 　]*(?P<words>\S.*?)[ 　]*[#＃]*(?:\{:?[^{}]*\})?\s*$"
)
FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
PEOPLE = re.compile(r"[(（](?P<people>[^()（）]*)[)）]$")
APART = re.compile(r"[、,，/／・&＆]|と(?=[^、,，/／・]*(?:さん|氏|様|先生))")
MARKS = re.compile(r"[*_`]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One heading that begins a session. `line` is the file's, 1-based."""

    title: str  # as written, without the people
    line: int
    organization: str | None  # slug of the known one that the heading starts with
    people: tuple[str, ...]  # as written, with さん


def sessions(
    body: str, first_line: int, organizations: Directory, hosts: tuple[str, ...] = ()
) -> tuple[Session, ...]:
    """The sessions of a Markdown body that begins on the file's line `first_line`.

    A session's heading ends in people's names in parentheses, or starts with the name of a known
    organization that is none of the `hosts` (slugs).
    """
    found = []
    for line, words in _headings(body, first_line):
        ending = PEOPLE.search(words)
        people = _people(ending["people"]) if ending else ()
        title = words[: ending.start()].strip() if ending and people else words
        known = organizations.longest_prefix(title)
        organization = known[0] if known else None
        if people or (organization and organization not in hosts):
            found.append(Session(title=title, line=line, organization=organization, people=people))
    return tuple(found)


def without_honorific(name: str) -> str:
    """A person's name as it is compared: 赤木 for 赤木さん, 赤木 氏."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return HONORIFIC.sub("", text)


def _headings(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The level-2 headings outside of code: the file's line and the words."""
    fence = ""
    for number, line in enumerate(body.split("\n"), first_line):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark["mark"]
        elif fence:
            if mark and mark["mark"].startswith(fence):
                fence = ""
        elif heading := HEADING.match(line):
            yield number, MARKS.sub("", heading["words"]).strip()


def _people(text: str) -> tuple[str, ...]:
    """The persons in parentheses; none where a part is no person (`（第2回）`)."""
    names = tuple(part.strip() for part in APART.split(text) if part.strip())
    return names if names and all(HONORIFIC.search(name) for name in names) else ()
