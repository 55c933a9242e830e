"""Where a Japanese heading may break: between phrases, not inside a word."""

import re
from collections.abc import Iterator
from functools import lru_cache

import budoux
from markupsafe import Markup, escape

from ...records.folder.naming import LEGAL_FORMS
from ...records.readers.text import JAPANESE_TEXT

PARSER = budoux.load_default_japanese_parser()
LONGEST = 200  # characters; a title that goes on is prose
WHOLE = 8  # characters; a part of a title that is so short is a name, or may pass for one
# Parts of a title: what stands after a space, and what begins with a bracket.
APART = re.compile(r"(?<=[^\s])([ \u3000]+)(?=\S)|(?<=[^\s「『（(])(?=[「『（(])")
SCRIPTS = re.compile(r"(?<=[ァ-ヶー])(?=[一-鿿])|(?<=[一-鿿])(?=[ァ-ヶ])")


@lru_cache(maxsize=4096)
def phrases(text: str) -> Markup:
    """The text with `<wbr>` between its phrases (BudouX); `word-break: keep-all` belongs to it."""
    return Markup("<wbr>").join(map(escape, parted(text)))


def parted(text: str) -> list[str]:
    """The text in its phrases; as a whole where it is no Japanese, or too long for a heading."""
    if len(text) > LONGEST or not JAPANESE_TEXT.search(text):
        return [text]
    return list(_phrases(text))


def apart(text: str) -> list[str]:
    """The parts of a title, and the spaces between them."""
    if len(text) > LONGEST or text.isascii():
        return [text]
    return [part for part in APART.split(text) if part] or [text]


@lru_cache(maxsize=4096)
def title(text: str) -> Markup:
    """The same of a title whose parts are moved to the next line rather than broken: 12月の会
    「今年のふりかえり」. Such a part is a `<span class="part">`, which is an inline block."""
    parts = apart(text)
    if len(parts) == 1:
        return phrases(text)
    return Markup().join(
        escape(part)
        if part.isspace()
        else Markup('<span class="part">{}</span>').format(
            part if len(part) <= WHOLE else phrases(part)
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
    for phrase in PARSER.parse(text) if text else ():
        yield from SCRIPTS.split(phrase) if len(phrase) > WHOLE else (phrase,)
