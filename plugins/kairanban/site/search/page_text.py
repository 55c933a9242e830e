"""The searchable text of a page, and the folded form in which texts are compared.

Searchable is what a reader sees inside elements that a template marks `data-search="yes"`: title,
facts, body, sessions, calls, voices, captions, notes. Left out inside them are elements marked
`data-search="no"` (buttons, content of other pages), text for screen readers, footnote marks, and
everything that appears or disappears with the clock.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

SEARCHABLE = ' data-search="yes"'
NOT_SEARCHABLE = re.compile(
    r' (?:data-search="no"|data-from=|data-until=|hidden[ >]'
    r'|class="(?:unseen|footnote-ref|footnote-backref)")'
)
TAG_NAME = re.compile(r"<([a-z][a-z0-9]*)")
EMPTY = {"br", "hr", "img", "input", "wbr"}  # elements without an end tag
TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
RUBY = re.compile(r"<ruby\b[^>]*>(.*?)</ruby>", re.DOTALL)
READING = re.compile(r"<rt\b[^>]*>(.*?)</rt>", re.DOTALL)
RUBY_READING = re.compile(r"<(rt|rp)\b[^>]*>.*?</\1>", re.DOTALL)
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|ruby|s|samp|small|span|"
    r"strong|sub|sup|time|u|var|wbr)(?:\s[^>]*)?>"
)
TAG = re.compile(r"<[^>]*>")

# Most Japanese text: characters that NFKC leaves alone and never composes with the one before.
PLAIN = "\t\n -~、-〗ぁ-ゖァ-ー一-鿿"
OTHER = re.compile(f"[{PLAIN}]?[^{PLAIN}]+")
# Unicode's Default_Ignorable_Code_Point: characters that nobody sees or types.
IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Characters for which systems type different code points; quotes that Typogrify has set; and two
# letters that `upper` and `lower` do not fold.
EQUIVALENTS = {
    "〜": "~",
    "−": "-",
    "—": "―",
    "‖": "∥",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "ς": "σ",
    "ß": "ss",
}


def extract_text(page: str) -> str:
    """Return the searchable text of a page's HTML: the title, then a line for each block element.

    Every line ends with `\\n`; other white space is single spaces. Words with ruby stand in the
    text without their readings; the readings come last. "" if nothing is marked as searchable.
    """
    marked = "\n".join(_regions(page))
    if not marked:
        return ""
    titles = [_plain(each) for each in TITLE.findall(marked)]
    readings = _readings(marked) if "<ruby" in marked else ()
    lines = _plain(TITLE.sub("\n", marked)).split("\n")
    return "".join(f"{line}\n" for line in (*titles, *lines, *readings) if line)


def fold_text(text: str) -> str:
    """Return the text in the form in which it is compared: NFKC, no case, no invisible characters.

    Case is folded with `upper` and `lower`, which browsers have as well; the result is Unicode's
    full case folding except for the Turkish dotless i, which becomes i.
    """
    folded = OTHER.sub(_normal, text).upper().lower()
    for sign, other in EQUIVALENTS.items():
        folded = folded.replace(sign, other)
    return folded


def _normal(found: re.Match[str]) -> str:
    return IGNORED.sub("", unicodedata.normalize("NFKC", found[0]))


def _regions(page: str) -> Iterator[str]:
    """Yield the HTML of each searchable element, without the elements that are left out."""
    end = 0
    while (found := page.find(SEARCHABLE, end)) >= 0:
        start = page.rfind("<", 0, found)
        end = _end(page, start)
        yield "".join(_searchable_parts(page[start:end]))


def _searchable_parts(region: str) -> Iterator[str]:
    at = search_from = 0
    while found := NOT_SEARCHABLE.search(region, search_from):
        start = region.rfind("<", 0, found.start())
        if region.find(">", start, found.start()) >= 0:  # not an attribute, but text
            search_from = found.end()
            continue
        yield region[at:start]
        at = search_from = _end(region, start)
    yield region[at:]


def _end(page: str, start: int) -> int:
    """Return the index after the element whose start tag is at `start`."""
    name = TAG_NAME.match(page, start)
    assert name
    depth = 0
    for tag in re.compile(rf"<(/?){name[1]}(?=[\s>])").finditer(page, start):
        depth += -1 if tag[1] else 1
        if not depth or name[1] in EMPTY:
            return page.index(">", tag.end()) + 1
    return len(page)


def _plain(marked: str) -> str:
    """Return HTML as text: inline tags are removed, other tags end a line."""
    flowing = RUBY_READING.sub("", marked) if "<rt" in marked else marked
    text = TAG.sub("\0", INLINE_TAG.sub("", flowing))
    lines = html.unescape(text).split("\0")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _readings(marked: str) -> Iterator[str]:
    """Yield each word that has a reading, once, with the reading: 塩竈（しおがま）."""
    pairs = (
        (_plain(ruby), _plain("".join(READING.findall(ruby)))) for ruby in RUBY.findall(marked)
    )
    yield from dict.fromkeys(f"{word}（{reading}）" for word, reading in pairs)
