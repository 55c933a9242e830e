"""Line breaks in Japanese headings: they are allowed between phrases, not inside words."""

import re
from collections.abc import Iterator
from functools import lru_cache

import budoux
from markupsafe import Markup, escape

from ...content.folder.name_matching import LEGAL_FORMS
from ...content.readers.text import JAPANESE_TEXT

PARSER = budoux.load_default_japanese_parser()
MAX_HEADING_CHARACTERS = 200  # characters; a longer text is prose, not a heading
# Characters; a part of a title that is no longer is a name, or may pass for one, and stays whole.
MAX_UNBROKEN_CHARACTERS = 8
MAX_PHRASE_CHARACTERS = 10  # characters; a longer phrase may not fit in a line of a phone
# Ends of the parts of a title: at spaces, which are captured, and before an opening bracket.
SEPARATORS = re.compile(r"(?<=[^\s])([ \u3000]+)(?=\S)|(?<=[^\s「『（(])(?=[「『（(])")
# Boundaries (NUL) of the parser that are removed: before the suffix of a prefecture or town after
# a kanji, and before a phrase of a single character.
GLUED = re.compile(r"(?<=[一-鿿])\0(?=[都道府県市区町村])|(?<=.)\0(?=[^\0][ \u3000]?(?:\0|$))")
# The places behind spaces.
SPACED = re.compile(r"(?<=[ \u3000])(?=[^ \u3000])")
# Places where a long phrase may end: where the script changes, and after a dot between names.
SCRIPTS = re.compile(r"(?<=[ァ-ヶー])(?=[一-鿿])|(?<=[ぁ-ん一-鿿])(?=[ァ-ヶ])|(?<=・)(?=.)")


@lru_cache(maxsize=4096)
def mark_phrases(text: str) -> Markup:
    """Return plain text as HTML with `<wbr>` between its phrases (BudouX).

    It needs `word-break: keep-all` in CSS. A phrase of more than `MAX_PHRASE_CHARACTERS` becomes
    a `<span class="long">`, which may be broken wherever Japanese may.
    """
    return Markup("<wbr>").join(map(_phrase, split_phrases(text)))


def _phrase(text: str) -> Markup:
    if len(text) <= MAX_PHRASE_CHARACTERS or not JAPANESE_TEXT.search(text):
        return escape(text)
    return Markup('<span class="long">{}</span>').format(text)


def split_phrases(text: str) -> list[str]:
    """Return the phrases of a text; joined, they are the text.

    A text without Japanese, or too long for a heading, is one phrase.
    """
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
    """Return the parts of a title and the spaces between them; joined, they are the title.

    An ASCII text, or one too long for a heading, is one part.
    """
    if len(text) > MAX_HEADING_CHARACTERS or text.isascii():
        return [text]
    return [part for part in SEPARATORS.split(text) if part] or [text]


@lru_cache(maxsize=4096)
def mark_title_phrases(text: str) -> Markup:
    """Return a plain title as HTML whose parts wrap as wholes before they are broken.

    12月の会「今年のふりかえり」 has two parts. Each becomes a `<span class="part">`, which CSS
    makes an inline block; inside long parts, phrases are marked as by `mark_phrases`.
    """
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
    """Yield the phrases of a text, with legal forms as phrases of their own.

    BudouX takes 一般社団法人 apart; and it leaves パソコン修理相談会レポート whole, so `_parsed`
    ends long phrases where the script changes as well.
    """
    end = 0
    for form in LEGAL_FORMS.finditer(text):
        yield from _parsed(text[end : form.start()])
        yield form[0]
        end = form.end()
    yield from _parsed(text[end:])


def _parsed(text: str) -> Iterator[str]:
    """Yield BudouX's phrases, corrected.

    BudouX splits 仙台市市民活動 into 仙台 and 市市民活動, and makes 会 a phrase of its own.
    """
    for phrase in GLUED.sub("", "\0".join(PARSER.parse(text))).split("\0") if text else ():
        yield from SCRIPTS.split(phrase) if len(phrase) > MAX_UNBROKEN_CHARACTERS else (phrase,)
