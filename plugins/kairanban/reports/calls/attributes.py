"""Parsing of the attribute list that ends a call: `{: #pc 区分=ボランティア 期限=2024-06-30 }`."""

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct, field

from ...content.folder.name_matching import nearest_word
from ...content.problems import Unreadable

# The beginning of a list that is not closed. `{:` begins a list, and so does `{` before an id or a
# key; `{漢字|かんじ}` is a ruby.
LIST_START = re.compile(r"\s*[{｛](?:[:：]|\s*[#＃]|\s*[^\s{}|=＝]+\s*[=＝])(?P<rest>[^{}｛｝]*)$")
LIST = re.compile(r"\s*[{｛](?P<mark>[:：]?)(?P<words>[^{}｛｝]*)[}｝](?P<stop>[。．]?)\s*$")
LIST_CONTENT = re.compile(r"\s*(?:[#＃]|[^\s{}|=＝]+\s*[=＝])")
PART = re.compile(
    r"\s+|[#＃](?P<id>[^\s#＃{}=＝]+)"
    r"|(?P<key>[^\s#＃{}=＝\"']+)\s*[=＝]\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|「(?P<bracket>[^」]*)」|(?P<plain>[^\s\"'「]\S*))"
)
# Keys as editors write them -> attributes.
KEYS: Mapping[str, str] = {
    "区分": "type",
    "種類": "type",
    "種別": "type",
    "type": "type",
    "期限": "until",
    "締切": "until",
    "締め切り": "until",
    "until": "until",
    "状態": "status",
    "募集状況": "status",
    "status": "status",
    "申込先": "apply",
    "申込み": "apply",
    "申込": "apply",
    "連絡先": "apply",
    "apply": "apply",
}


class Attributes(Struct, frozen=True):
    """A parsed attribute list: an id, and texts by `type`, `until`, `status`, `apply`."""

    id: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def split_off_attributes(text: str) -> tuple[str, str | None]:
    """Split off an attribute list that ends a text; return the text and the list's content.

    The content is what stands between the braces, None without a list. Raises `Unreadable` for a
    list that is not closed.
    """
    if "{" not in text and "｛" not in text:
        return text, None
    found = LIST.search(text)
    if found and (found["mark"] or LIST_CONTENT.match(found["words"])):
        before = text[: found.start()]
        stop = "" if before.endswith(("。", "．")) else found["stop"]
        return before + stop, found["words"]
    if LIST_START.search(text.rstrip()):
        raise Unreadable("unclosed-attributes", suggestion="{: … }")
    return text, None


def parse_attributes(words: str) -> Attributes:
    """Parse the content of an attribute list, which stands between the braces.

    Raises `Unreadable` for a part that is no attribute, an unknown key, a key that is given twice
    and an id that is the site's own.
    """
    at, name = 0, None
    values: dict[str, str] = {}
    while at < len(words):
        part = PART.match(words, at)
        if not part:
            raise Unreadable("bad-attribute", text=words[at:].split(maxsplit=1)[0][:40])
        at = part.end()
        if part["id"]:
            name = check_id(part["id"])
        elif part["key"]:
            key = _key(part["key"])
            if key in values:
                raise Unreadable("attribute-twice", name=part["key"])
            given = (part[group] for group in ("double", "single", "bracket", "plain"))
            values[key] = next((value for value in given if value is not None), "")
    return Attributes(name, values)


def merge_attributes(one: Attributes, other: Attributes) -> Attributes:
    """Return the attributes of two lists of one item.

    Raises `Unreadable` where both have an id, or the same key.
    """
    if one.id and other.id:
        raise Unreadable("attribute-twice", name=f"#{other.id}")
    for key in one.values.keys() & other.values.keys():
        raise Unreadable("attribute-twice", name=key)
    return Attributes(one.id or other.id, {**one.values, **other.values})


def check_id(name: str | None) -> str | None:
    """Return an id that an editor wrote, or None for None.

    Raises `Unreadable` for one of the site's own, which begin with `page-`.
    """
    if name and name.startswith("page-"):
        raise Unreadable("taken-id", name=name)
    return name


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    if plain not in KEYS:
        near = nearest_word(plain, KEYS)
        raise Unreadable("unknown-attribute", name=text, suggestion=near)
    return KEYS[plain]
