"""One item of a list of calls, read; what is syntax is taken out of its text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from ...records.folder.naming import nearest_word
from ...records.problems import Unreadable
from ...records.readers.parties import reach
from ...records.values import Reach
from ..sections.parts import CallStatus
from ..summary import plain_words
from .attributes import Attributes, read_attributes, without_attributes
from .endings import read_until, without_deadline, without_state
from .kinds import STATUSES, TYPES, status_of, type_in

BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<title>.+?)(?P=mark)(?P<rest>.*)", re.DOTALL)
NUMBER = re.compile(r"[①-⑳\s]+")
SENTENCE = re.compile(r".+?[。！？!?](?=.)|.+")
AROUND = "。．.、，：: 　"
LONGEST_TITLE = 60  # characters


@dataclass(slots=True, kw_only=True)
class Item:
    """What an item says; `faults` are told with its line."""

    title: str
    text: str
    type: str | None
    until: date | None
    status: CallStatus
    apply: Reach | None
    id: str | None
    faults: list[Unreadable]


@dataclass(slots=True)
class _Text:
    """One text of an element that may be changed: before its children, or after one."""

    element: Element
    is_tail: bool = False

    @property
    def words(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""

    @words.setter
    def words(self, words: str) -> None:
        if self.is_tail:
            self.element.tail = words
        else:
            self.element.text = words


def read_item(element: Element, published: date) -> Item:
    """A list item that Markdown has not looked into yet; `published` is the report's day."""
    texts = [text for text in _texts(element) if text.words.strip()] or [_Text(element)]
    faults: list[Unreadable] = []
    given = _attributes(texts[-1], faults)
    status = _state(texts)
    until = _deadline(texts[-1], published, faults)
    title, text = _title(texts[0].words, " ".join(each.words for each in texts[1:]))
    nested = " ".join(plain_words(words) for words in _nested(element)) if len(element) else ""
    item = Item(
        title=title,
        text=" ".join(filter(None, (text, nested))),
        type=type_in(f"{title} {text}"),
        until=until,
        status=status or "open",
        apply=None,
        id=given.id,
        faults=faults,
    )
    _apply(item, given, published)
    return item


def id_of(title: str) -> str:
    """The id of a call that has none, from its title: the same as long as that stays."""
    words = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    return "call-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def _texts(element: Element) -> Iterator[_Text]:
    """An item's own texts, in order; nested lists are not among them."""
    yield _Text(element)
    for child in element:
        if child.tag == "p":
            yield _Text(child)
        yield _Text(child, is_tail=True)


def _nested(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in {"ul", "ol"}:
            yield from (text.strip() for text in child.itertext() if text.strip())


def _attributes(text: _Text, faults: list[Unreadable]) -> Attributes:
    try:
        text.words, words = without_attributes(text.words)
        return read_attributes(words) if words is not None else Attributes()
    except Unreadable as fault:
        faults.append(fault)
        return Attributes()


def _state(texts: list[_Text]) -> CallStatus | None:
    found: CallStatus | None = None
    for text in texts:
        words, status = without_state(text.words)
        if status:
            text.words, found = words, status
    return found


def _deadline(text: _Text, published: date, faults: list[Unreadable]) -> date | None:
    try:
        text.words, until = without_deadline(text.words, published)
    except Unreadable as fault:
        faults.append(fault)
        return None
    return until


def _title(first: str, rest: str) -> tuple[str, str]:
    """The bold beginning, or the first sentence; and the words after it, both plain."""
    words = first[number.end() :] if (number := NUMBER.match(first)) else first
    more = plain_words(rest) if rest else ""
    if bold := BOLD.match(words):
        title = plain_words(bold["title"]).strip(AROUND)
        after = plain_words(bold["rest"])
        # `**受付**をもう二人。` goes on, so that its rest alone would be no sentence.
        text = after.lstrip(AROUND) if bold["rest"][:1] in AROUND else plain_words(words)
    else:
        plain = plain_words(words)
        sentence = SENTENCE.match(plain)
        title = sentence[0].strip(AROUND) if sentence else ""
        text = plain[sentence.end() :].strip() if sentence else ""
        if len(title) > LONGEST_TITLE:
            title, text = title[: LONGEST_TITLE - 1] + "…", plain
    return title or "募集", " ".join(filter(None, (text, more)))


def _apply(item: Item, given: Attributes, published: date) -> None:
    """Puts what the attribute list says over what the words say."""
    for key, value in given.values.items():
        try:
            if key == "type":
                item.type = _type(value)
            elif key == "until":
                item.until = read_until(value.strip().removesuffix("まで"), published)
            elif key == "status":
                item.status = _status(value)
            else:
                item.apply = reach(value)
        except Unreadable as fault:
            item.faults.append(fault)


def _type(value: str) -> str:
    plain = unicodedata.normalize("NFKC", value).strip().lower()
    english = {slug: name for name, slug in TYPES.items()}
    found = plain if plain in TYPES else english.get(plain)
    if not found:
        near = nearest_word(plain, TYPES)
        raise Unreadable("unknown-choice", text=value, suggestion=near or "、".join(TYPES))
    return found


def _status(value: str) -> CallStatus:
    found = status_of(value)
    if not found:
        near = nearest_word(value, [word for words in STATUSES.values() for word in sorted(words)])
        raise Unreadable("unknown-choice", text=value, suggestion=near or "募集中、募集終了、決定")
    return found
