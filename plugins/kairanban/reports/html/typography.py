"""Typography of finished HTML: line ends, Latin passages, headings.

Typogrify is used only where it helps. Over Japanese it turns `と"引用"と` into two closing quotes,
glues `受付 13:00` with a no-break space and wraps `NPO` in spans. So it is given single blocks of
prose, and only those that hold no Japanese.
"""

import html
import re

from typogrify.filters import typogrify

from ...content.readers.text import JAPANESE
from .phrases import mark_phrases

PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
LINE_END = re.compile(r"(\s*\n\s*)")
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|mark|ruby|s|small|span|strong|u)\b[^<>]*>"
)
BLOCK = re.compile(
    r"(</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|blockquote|div"
    r"|figure|figcaption|details|summary|hr)\b[^>]*>)"
)
LATIN = re.compile(r"[A-Za-z]{2}")
# Elements that Typogrify must leave alone. It sees only the block that it is given, so a block
# with one of them is not given to it.
LEFT_ALONE = re.compile(r"<(?:code|kbd|samp|var|pre)\b")
HAS_JAPANESE = re.compile(JAPANESE)


TAG = re.compile(r"(<[^>]*>)")
NO_WORDS = re.compile("<[^>]*>|\x02[^\x03]*\x03")  # tags, and those of `sections.placeholders`
HEADING = re.compile(r"<h[1-6]\b")
# Opening tags of blocks that hold one passage. It counts only if the block's end follows it: an
# item's words may be followed by a list in another language.
PASSAGE = re.compile(r"<(?:p|h[1-6]|li|dd|dt|td|th|figcaption|caption)\b(?![^>]* lang=)")
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
# Frequent English words; nearly every English sentence has one, and no other language has them.
ENGLISH = frozenset(
    "the of and to is are was were with for that this you your we our have has be been not from "
    "which who what when where will would can could should they their it its as at by or if".split()
)
MIN_ENGLISH_WORDS = 4  # words; shorter passages are names


def typeset(made: str) -> str:
    """Return HTML with its typography improved; preformatted text stays as it is.

    Line ends between Japanese characters are removed, because browsers would show a space there.
    Passages without Japanese go through Typogrify, and English ones get `lang="en"`. Headings
    get the line breaks of `mark_phrases`.
    """
    parts = PREFORMATTED.split(made)
    parts[::2] = [_blocks(_joined(part)) for part in parts[::2]]
    return "".join(parts)


def _joined(made: str) -> str:
    """Remove the line ends between Japanese characters, with or without inline tags there."""
    parts = LINE_END.split(made)
    for at in range(1, len(parts), 2):
        if _ends_japanese(parts[at - 1]) and _begins_japanese(parts[at + 1]):
            parts[at] = ""
    return "".join(parts)


def _ends_japanese(words: str) -> bool:
    while words.endswith(">"):
        tag = words.rfind("<")
        if tag < 0 or not INLINE_TAG.fullmatch(words, tag):
            return False
        words = words[:tag]
    return bool(HAS_JAPANESE.match(words[-1:]))


def _begins_japanese(words: str) -> bool:
    at = 0
    while tag := INLINE_TAG.match(words, at):
        at = tag.end()
    return bool(HAS_JAPANESE.match(words, at))


def _blocks(made: str) -> str:
    parts = BLOCK.split(made)
    for at in range(0, len(parts), 2):
        words = parts[at]
        if not words or words.isspace():
            continue
        if at and HEADING.match(parts[at - 1]):
            parts[at] = _phrases(words)
        elif not HAS_JAPANESE.search(words) and LATIN.search(plain := NO_WORDS.sub("", words)):
            ends = at + 1 < len(parts) and parts[at + 1].startswith("</")
            if at and ends and PASSAGE.match(parts[at - 1]) and is_english(plain):
                parts[at - 1] = parts[at - 1][:-1] + ' lang="en">'
            if not LEFT_ALONE.search(words):
                parts[at] = str(typogrify(words))
    return "".join(parts)


def is_english(text: str) -> bool:
    """Return whether a plain text without Japanese is English prose.

    It is if it has `MIN_ENGLISH_WORDS` and at least an eighth of its words are in `ENGLISH`.
    """
    words = [word.lower() for word in WORD.findall(text)]
    small = sum(word in ENGLISH for word in words)
    return len(words) >= MIN_ENGLISH_WORDS and small >= 1 and small * 8 >= len(words)


def _phrases(heading: str) -> str:
    parts = TAG.split(heading)
    parts[::2] = [str(mark_phrases(html.unescape(part))) for part in parts[::2]]
    return "".join(parts)
