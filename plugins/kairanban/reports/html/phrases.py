"""Where a Japanese heading may break: between phrases, not inside a word."""

import re
from collections.abc import Iterator
from functools import lru_cache

import budoux
from markupsafe import Markup, escape

from ...content.folder.name_matching import LEGAL_FORMS
from ...content.readers.text import JAPANESE_TEXT

PARSER = budoux.load_default_japanese_parser()
MAX_HEADING_CHARACTERS = 200  # characters; a title that goes on is prose
MAX_UNBROKEN_CHARACTERS = (
    8  # characters; a part of a title that is so short is a name, or may pass for one
)
MAX_PHRASE_CHARACTERS = 10  # characters; a phrase that is longer may not fit in a line of a phone
# Parts of a title: what stands after a space, and what begins with a bracket.
APART = re.compile(r"(?<=[^\s])([ \u3000]+)(?=\S)|(?<=[^\s「『（(])(?=[「『（(])")
# Between the phrases of a parser: before what a town is called by, and before a lone character.
GLUED = re.compile(r"(?<=[一-鿿])\0(?=[都道府県市区町村])|(?<=.)\0(?=[^\0][ \u3000]?(?:\0|$))")
SPACED = re.compile(r"(?<=[ \u3000])(?=[^ \u3000])")
# Where a long phrase may end: at another script, and after a dot between names.
SCRIPTS = re.compile(r"(?<=[ァ-ヶー])(?=[一-鿿])|(?<=[ぁ-ん一-鿿])(?=[ァ-ヶ])|(?<=・)(?=.)")


@lru_cache(maxsize=4096)
def mark_phrases(text: str) -> Markup:
    """The text with `<wbr>` between its phrases (BudouX); `word-break: keep-all` belongs to it.

    A long phrase is a `<span class="long">`, which may be broken where any Japanese may."""
    return Markup("<wbr>").join(map(_phrase, split_phrases(text)))


def _phrase(text: str) -> Markup:
    if len(text) <= MAX_PHRASE_CHARACTERS or not JAPANESE_TEXT.search(text):
        return escape(text)
    return Markup('<span class="long">{}</span>').format(text)


def split_phrases(text: str) -> list[str]:
    """The text in its phrases; as a whole where it is no Japanese, or too long for a heading."""
    if len(text) > MAX_HEADING_CHARACTERS or not JAPANESE_TEXT.search(text):
        return [text]
    first, *more = SPACED.split(text)
    if not more:
        return list(_phrases(text))
    return [
        phrase
        for word in (first, *more)
        for phrase in ((word,) if len(word.rstrip()) <= MAX_UNBROKEN_CHARACTERS else _phrases(word))
    ]


def split_parts(text: str) -> list[str]:
    """The parts of a title, and the spaces between them."""
    if len(text) > MAX_HEADING_CHARACTERS or text.isascii():
        return [text]
    return [part for part in APART.split(text) if part] or [text]


@lru_cache(maxsize=4096)
def mark_title_phrases(text: str) -> Markup:
    """The same of a title whose parts are moved to the next line rather than broken: 12月の会
    「今年のふりかえり」. Such a part is a `<span class="part">`, which is an inline block."""
    parts = split_parts(text)
    if len(parts) == 1:
        return mark_phrases(text)
    return Markup().join(
        escape(part)
        if part.isspace()
        else Markup('<span class="part">{}</span>').format(
            part if len(part) <= MAX_UNBROKEN_CHARACTERS else mark_phrases(part)
        )
        for part in parts
    )


def _phrases(text: str) -> Iterator[str]:
    """BudouX takes 一般社団法人 apart, so legal forms are phrases of their own; and it leaves
    パソコン修理相談会レポート whole, so long phrases end where the script changes as well."""
    end = 0
    for form in LEGAL_FORMS.finditer(text):
        yield from _parsed(text[end : form.start()])
        yield form[0]
        end = form.end()
    yield from _parsed(text[end:])


def _parsed(text: str) -> Iterator[str]:
    """BudouX makes 仙台 and 市市民活動 of 仙台市市民活動, and a line of its own of 会."""
    for phrase in GLUED.sub("", "\0".join(PARSER.parse(text))).split("\0") if text else ():
        yield from SCRIPTS.split(phrase) if len(phrase) > MAX_UNBROKEN_CHARACTERS else (phrase,)
