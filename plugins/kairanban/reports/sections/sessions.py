"""The heading of a session (発表): whose it is, and who spoke."""

import re
import unicodedata
from dataclasses import dataclass

from ...records.folder.naming import Directory
from ...records.readers.parties import HONORIFIC
from ..summary import plain_words

PEOPLE = re.compile(r"\s*[(（](?P<people>[^()（）]*)[)）]$")
APART = re.compile(r"[、,，/／・&＆]|と(?=[^、,，/／・]*(?:さん|氏|様|先生))")
ATTRIBUTES = re.compile(r"[ 　]*\{:?(?P<words>[^{}|]*)\}[ 　]*$")
ID = re.compile(r"#(?P<id>[^\s#{}=]+)")
# Who is called so is a person, though no session is read from it.
OFFICE = re.compile(r"(?:代表|理事長?|会長|部長|課長|教授|議員|くん|君|ちゃん|殿)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that begins a session. `shown` is it without the people, in Markdown."""

    shown: str
    title: str  # the same in plain words
    organization: str | None  # slug of the known one that it starts with
    people: tuple[str, ...]  # as written, with さん
    id: str | None  # as written


def session_heading(
    raw: str, organizations: Directory, hosts: tuple[str, ...] = ()
) -> Heading | None:
    """A session's heading ends in people's names in parentheses, or starts with the name of a
    known organization that is none of the `hosts` (slugs). `raw` is Markdown, without `##`."""
    words, name = without_id(raw)
    ending = PEOPLE.search(words)
    people = people_in(ending["people"]) if ending else ()
    shown = words[: ending.start()] if ending and people else words
    plain = plain_words(words)
    if not people and (inside := PEOPLE.search(plain)):  # `**会（赤木さん）**`
        people = people_in(inside["people"])
        plain = plain[: inside.start()] if people else plain
    title = plain_words(shown) if ending and people else plain
    known = organizations.longest_prefix(title)
    organization = known[0] if known else None
    if not people and (organization is None or organization in hosts):
        return None
    if not title:
        return None
    return Heading(shown=shown, title=title, organization=organization, people=people, id=name)


def without_id(raw: str) -> tuple[str, str | None]:
    """A heading without an attribute list at its end, and the id in that."""
    found = ATTRIBUTES.search(raw)
    if not found:
        return raw.strip(), None
    name = ID.search(found["words"])
    return raw[: found.start()].strip(), name["id"] if name else None


def people_in(text: str) -> tuple[str, ...]:
    """The persons in parentheses; none where a part is no person (`（第2回）`)."""
    names = tuple(part.strip() for part in APART.split(text) if part.strip())
    return names if names and all(HONORIFIC.search(name) for name in names) else ()


def names_somebody(raw: str) -> bool:
    """Whether a heading ends in people's names, wherever it stands."""
    ending = PEOPLE.search(plain_words(without_id(raw)[0]))
    return bool(ending and people_in(ending["people"]))


def names_officer(raw: str) -> str | None:
    """The name in parentheses that ends in an office (`赤木代表`) instead of さん."""
    ending = PEOPLE.search(plain_words(without_id(raw)[0]))
    name = ending["people"].strip() if ending else ""
    return name if len(name) <= 12 and OFFICE.search(name) and not OFFICE.fullmatch(name) else None


def without_honorific(name: str) -> str:
    """A person's name as it is compared: 赤木 for 赤木さん, 赤木 氏."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return HONORIFIC.sub("", text)
