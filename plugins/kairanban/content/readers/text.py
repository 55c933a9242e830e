"""Readers of text: lines, Markdown, lists of names, numbers in words, and choices."""

import re
import unicodedata
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import WithJsonSchema

from ..folder.name_matching import nearest_word
from ..front_matter.nodes import ListNode, MapNode, Node, Scalar
from ..problems import Unreadable
from ..values import Attendance, Count, MaterialLink
from .context import items_of, text_of
from .nested import TEXT_TYPES, field_reader, map_schema, read_map

TEXT_SCHEMA = WithJsonSchema(dict(TEXT_TYPES))
TEXT_LIST_SCHEMA = WithJsonSchema(
    {"anyOf": [dict(TEXT_TYPES), {"type": "array", "items": dict(TEXT_TYPES)}]}
)
MARKDOWN_SCHEMA = WithJsonSchema(
    {"type": [*TEXT_TYPES["type"], "array", "object"]}
)  # a list is Markdown too
# Separators of names in one line; a line of speakers is split at these only.
SEPARATORS = re.compile(r"[/／、,，､]")
# A web address in a text ends where Japanese words or brackets follow it at once, as in
# `https://example.org/formから`; `https://example.org/wiki/仙台` is one address all the same.
ASCII, OTHERS = r"[!#-'*-;=?-~]", r"[^\x00-\x7f\s　、。，「」『』（）]"
WEB_ADDRESS = re.compile(
    rf"https?://(?:{ASCII}|(?<=[/=_&?#-])(?!から|より|まで|にて|または){OTHERS}+"
    rf"|(?<=[/=_-])\((?:{ASCII}|{OTHERS})*\))+(?<![.,;:!?'])",
    re.IGNORECASE,
)
MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(\s*(\S+)\s*\)")
ONE_ADDRESS = re.compile(r"https?://[^\s　、。，「」『』（）<>\"]+", re.IGNORECASE)
# A Japanese character: kana, kanji, full-width forms and punctuation.
JAPANESE = r"[぀-ヿ㐀-鿿＀-￯、-〿]"
IS_JAPANESE = re.compile(JAPANESE).match
JAPANESE_TEXT = re.compile(JAPANESE)
BREAK_IN_JAPANESE = re.compile(rf"(?<={JAPANESE})\s*\n\s*(?={JAPANESE})")


def join_lines(text: str) -> str:
    """Return a text as one line; between Japanese characters a line break becomes no space."""
    if "\n" not in text:
        return text.strip()
    first, *others = text.split("\n")
    made = first
    for line in others:
        before, after = made.rstrip(), line.lstrip()
        if not after or not before:
            return " ".join(BREAK_IN_JAPANESE.sub("", text).split("\n")).strip()
        apart = not (IS_JAPANESE(before[-1]) and IS_JAPANESE(after[0]))
        made = f"{made} {line}" if apart else before + after
    return made.strip()


def _read_line(node: object) -> str:
    return join_lines(text_of(node))


def _read_markdown(node: object) -> str:
    if isinstance(node, Scalar):
        return node.text
    assert isinstance(node, ListNode | MapNode)
    return node.source


def split_names(node: object) -> tuple[Scalar, ...]:
    """Return a list of names with their lines: a YAML list, or a text split at `/` `、` `,`.

    It is never split at `・`, which stands inside of names. Raises `Unreadable` for a `[` without
    its `]`.
    """
    names = []
    for item in items_of(node):
        text = text_of(item)
        parts = [text] if isinstance(node, ListNode) else SEPARATORS.split(text)
        if text[:1] == "[" and text[-1:] != "]":
            raise Unreadable("unclosed-list", line=item.line, suggestion=f"{text}]")
        names += [Scalar(part.strip(" 　・"), item.line) for part in parts]
    return tuple(name for name in names if name.text)


def _read_names(node: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.text for name in split_names(node)))


def _read_tags(node: object) -> tuple[str, ...]:
    for name in split_names(node):
        if re.search(r'[\\/<>:"|?*]', name.text) or name.text[0] == "." or len(name.text) > 60:
            raise Unreadable("bad-tag", tag=name.text[:60], line=name.line)
    return _read_names(node)


def _read_url(node: object) -> str:
    text = unicodedata.normalize("NFKC", text_of(node)).strip()
    if not is_web_address(text):
        guess = f"https://{text}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else None
        raise Unreadable("not-a-url", text=text[:60], suggestion=guess)
    return text


def is_web_address(text: str) -> bool:
    """Return whether a text is one web address (http or https) with a host."""
    if not ONE_ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.hostname)


def _read_uid(node: object) -> str:
    text = text_of(node)
    if not re.fullmatch(r"[!-~]{1,200}", text):
        raise Unreadable("bad-uid", text=text[:60])
    return text


def find_numbers(text: str) -> list[int]:
    """Return the numbers in a text, also those written like `1,000` or in full-width digits."""
    plain = unicodedata.normalize("NFKC", text)
    return [
        int(found.replace(",", "")) for found in re.findall(r"\d{1,3}(?:,\d{3})+|\d{1,9}", plain)
    ]


def _read_number(node: object) -> Count:
    text = join_lines(text_of(node))
    found = find_numbers(text)
    return Count(text=text, number=found[0] if len(found) == 1 else None)


def _read_order(node: object) -> int:
    text = unicodedata.normalize("NFKC", text_of(node))
    if not re.fullmatch(r"\d{1,4}", text):
        raise Unreadable("not-a-number", text=text[:40])
    return int(text)


def _people(node: Node | None) -> int | None:
    """Return the number in one part of an attendance; None where the part is not written."""
    if node is None:
        return None
    text = join_lines(text_of(node))
    found = find_numbers(text)
    if len(found) != 1:
        raise Unreadable("not-a-number", text=text[:40], line=node.line)
    return found[0]


def _read_attendance(node: object) -> Attendance:
    if isinstance(node, MapNode):
        nodes = read_map(node, "venue", "online")
        room, remote = (_people(nodes.get(key)) for key in ("venue", "online"))
        words = [f"会場{room}名"] * (room is not None) + [f"オンライン{remote}名"] * (
            remote is not None
        )
        return Attendance(text="、".join(words), venue=room, online=remote)
    text = join_lines(text_of(node))
    plain = unicodedata.normalize("NFKC", text)
    here = re.search(r"(?:会場|現地|対面)\D{0,4}(\d{1,6})", plain)
    there = re.search(r"(?:zoom|オンライン|リモート)\D{0,4}(\d{1,6})", plain, re.IGNORECASE)
    if text.isdigit():
        text = f"{plain}名"
    return Attendance(
        text=text, venue=int(here[1]) if here else None, online=int(there[1]) if there else None
    )


def read_materials(node: object) -> tuple[MaterialLink, ...]:
    """Parse titled links: `配布資料 shiryo.pdf`, `[配布資料](shiryo.pdf)` or `{title, url}`."""
    links = []
    for item in items_of(node):
        if isinstance(item, MapNode):
            given = {
                key: join_lines(text_of(value))
                for key, value in read_map(item, "title", "url").items()
            }
            if "url" not in given:
                raise Unreadable("no-address", line=item.line)
            links.append(MaterialLink(title=given.get("title", given["url"]), url=given["url"]))
            continue
        text = join_lines(text_of(item))
        if found := MARKDOWN_LINK.fullmatch(text):
            links.append(MaterialLink(title=found[1], url=found[2]))
            continue
        web = WEB_ADDRESS.search(text)
        url = web[0] if web else text.split()[-1]
        title = text.replace(url, "").strip(" 　:：()（）") or url
        links.append(MaterialLink(title=title, url=url))
    return tuple(links)


def _choice_reader(words: dict[str, tuple[str, ...]]) -> object:
    """Return a reader of one of several words, in English or Japanese.

    `words` are the values with their other spellings, the usual Japanese one first.
    """
    known = {folded: name for name, labels in words.items() for folded in (name, *labels)}

    def read(node: object) -> str:
        text = unicodedata.normalize("NFKC", text_of(node)).strip().lower().replace("-", "_")
        if text in known:
            return known[text]
        near = nearest_word(text, known) or "・".join(labels[0] for labels in words.values())
        raise Unreadable("unknown-choice", text=text[:40], suggestion=near)

    return field_reader(read)


EVENT_STATUSES = {
    "scheduled": ("予定", "開催", "開催予定"),
    "cancelled": ("中止", "canceled"),
    "postponed": ("延期",),
    "rescheduled": ("日時変更", "日程変更"),
    "moved_online": ("オンライン変更", "オンライン開催"),
    "full": ("満席", "満員"),
}
PUBLICATIONS = {
    "published": ("公開",),
    "draft": ("下書き", "下書"),
    "hidden": ("非公開",),
}

Line = Annotated[str, field_reader(_read_line), TEXT_SCHEMA]
Text = Annotated[str, field_reader(_read_line), TEXT_SCHEMA]
Markdown = Annotated[str, field_reader(_read_markdown), MARKDOWN_SCHEMA]
Names = Annotated[tuple[str, ...], field_reader(_read_names), TEXT_LIST_SCHEMA]
Tags = Annotated[tuple[str, ...], field_reader(_read_tags), TEXT_LIST_SCHEMA]
Url = Annotated[str, field_reader(_read_url), WithJsonSchema({"type": "string", "format": "uri"})]
Uid = Annotated[str, field_reader(_read_uid), TEXT_SCHEMA]
CountField = Annotated[Count, field_reader(_read_number), TEXT_SCHEMA]
Order = Annotated[int, field_reader(_read_order), WithJsonSchema({"type": ["integer", "string"]})]
AttendanceField = Annotated[
    Attendance, field_reader(_read_attendance), map_schema("venue", "online")
]
Materials = Annotated[
    tuple[MaterialLink, ...], field_reader(read_materials), map_schema("title", "url", listed=True)
]
EventStatusField = Annotated[
    Literal["scheduled", "cancelled", "postponed", "rescheduled", "moved_online", "full"],
    _choice_reader(EVENT_STATUSES),
    WithJsonSchema(
        {"enum": [word for name, labels in EVENT_STATUSES.items() for word in (name, *labels)]}
    ),
]
PublicationStatusField = Annotated[
    Literal["published", "draft", "hidden"],
    _choice_reader(PUBLICATIONS),
    WithJsonSchema(
        {"enum": [word for name, labels in PUBLICATIONS.items() for word in (name, *labels)]}
    ),
]
