"""Parsing of one item of a list of calls; what is syntax is taken out of its text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from ...content.folder.name_matching import nearest_word
from ...content.problems import Unreadable
from ...content.readers.parties import parse_contact
from ...content.values import ContactMethod
from ..excerpt import strip_markup
from ..sections.parsed_body import CallStatus
from .attributes import Attributes, merge_attributes, parse_attributes, split_off_attributes
from .call_types import STATUSES, TYPES, find_type, parse_status
from .deadlines import parse_deadline, split_off_deadline, split_off_status

BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<title>.+?)(?P=mark)(?P<rest>.*)", re.DOTALL)
NUMBER = re.compile(r"[①-⑳\s]+")
# The first sentence; marks inside quotation marks or parentheses do not end it.
SENTENCE = re.compile(
    r"(?:「[^「」]*」|『[^『』]*』|（[^（）]*）|\([^()]*\)|【[^【】]*】|[^。！？!?])+[。！？!?]*|.+",
    re.DOTALL,
)
TITLE_PUNCTUATION = "。．.、，：: 　"
MAX_TITLE_CHARACTERS = 60  # characters


class CallItem(Struct, kw_only=True):
    """A parsed item of a list of calls."""

    title: str  # plain words
    text: str  # the rest of its words, plain
    type: str | None  # a key of `call_types.TYPES`
    until: date | None  # the last day, inclusive
    status: CallStatus
    apply: ContactMethod | None  # how to answer the call
    id: str | None  # as the editor wrote it
    faults: list[Unreadable]  # to be reported at the item's line


class _ItemText(Struct):
    """One text of an element tree that can be changed: an element's `text` or its `tail`."""

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


class _Endings(Struct):
    """The attributes, status and deadline of an item, taken out of its texts in any order."""

    texts: list[_ItemText]
    published: date
    faults: list[Unreadable] = field(default_factory=list)
    attributes: Attributes = field(default_factory=Attributes)
    status: CallStatus | None = None
    until: date | None = None

    def take(self) -> None:
        """Take the endings out of the texts, and store them."""
        self._attributes()
        for text in self.texts:
            words, status = split_off_status(text.words)
            if status:
                text.words, self.status = words, status
        self._attributes()
        for text in self.texts:
            self._deadline(text)
        self._attributes()

    def _attributes(self) -> None:
        last = self.texts[-1]
        try:
            while "{" in last.words or "｛" in last.words:
                words, inside = split_off_attributes(last.words)
                if inside is None:
                    return
                last.words = words
                self.attributes = merge_attributes(parse_attributes(inside), self.attributes)
        except Unreadable as fault:
            if fault.code not in {each.code for each in self.faults}:
                self.faults.append(fault)

    def _deadline(self, text: _ItemText) -> None:
        if self.until:
            return
        try:
            text.words, self.until = split_off_deadline(text.words, self.published)
        except Unreadable as fault:
            self.faults.append(fault)


def parse_call_item(element: Element, published: date) -> CallItem:
    """Parse a list item, and take its syntax out of the element.

    Python-Markdown's inline processor has not run yet. `published` is the report's day.
    """
    texts = [text for text in _texts(element) if text.words.strip()] or [_ItemText(element)]
    endings = _Endings(texts, published)
    endings.take()
    title, text = _title(texts[0].words, " ".join(each.words for each in texts[1:]))
    nested = " ".join(strip_markup(words) for words in _nested(element)) if len(element) else ""
    item = CallItem(
        title=title,
        text=" ".join(filter(None, (text, nested))),
        type=find_type(f"{title} {text}"),
        until=endings.until,
        status=endings.status or "open",
        apply=None,
        id=endings.attributes.id,
        faults=endings.faults,
    )
    _apply(item, endings.attributes, published)
    return item


def call_id(title: str) -> str:
    """Return an id for a call without one, made from its title; it stays as long as that does."""
    words = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    return "call-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def item_text(item: Element) -> str:
    """Return the first text of a list item, as typed."""
    if (item.text or "").strip() or not len(item):
        return item.text or ""
    return item[0].text or ""


def _texts(element: Element) -> Iterator[_ItemText]:
    """Yield an item's own texts, in order, without those of nested lists."""
    yield _ItemText(element)
    for child in element:
        if child.tag == "p":
            yield _ItemText(child)
        yield _ItemText(child, is_tail=True)


def _nested(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in {"ul", "ol"}:
            yield from (text.strip() for text in child.itertext() if text.strip())


def _title(first: str, rest: str) -> tuple[str, str]:
    """Return the title and the words after it, both plain.

    The title is the bold beginning, else the first sentence, cut at `MAX_TITLE_CHARACTERS`.
    """
    words = first[number.end() :] if (number := NUMBER.match(first)) else first
    more = strip_markup(rest) if rest else ""
    if bold := BOLD.match(words):
        title = strip_markup(bold["title"]).strip(TITLE_PUNCTUATION)
        after = strip_markup(bold["rest"])
        # In `**受付**をもう二人。` the sentence goes on: its rest alone would be no sentence.
        text = (
            after.lstrip(TITLE_PUNCTUATION)
            if bold["rest"][:1] in TITLE_PUNCTUATION
            else strip_markup(words)
        )
    else:
        plain = strip_markup(words)
        sentence = SENTENCE.match(plain)
        title = sentence[0].strip(TITLE_PUNCTUATION) if sentence else ""
        text = plain[sentence.end() :].strip() if sentence else ""
        if len(title) > MAX_TITLE_CHARACTERS:
            title, text = title[: MAX_TITLE_CHARACTERS - 1] + "…", plain
    return title or "募集", " ".join(filter(None, (text, more)))


def _apply(item: CallItem, given: Attributes, published: date) -> None:
    """Let the attribute list's values override those found in the words."""
    for key, value in given.values.items():
        try:
            if key == "type":
                item.type = _type(value)
            elif key == "until":
                item.until = parse_deadline(value.strip().removesuffix("まで"), published)
            elif key == "status":
                item.status = _status(value)
            else:
                item.apply = parse_contact(value)
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
    found = parse_status(value)
    if not found:
        near = nearest_word(value, [word for words in STATUSES.values() for word in sorted(words)])
        raise Unreadable("unknown-choice", text=value, suggestion=near or "募集中、募集終了、決定")
    return found
