"""Links and language marks of a page that is in another language than Japanese.

Templates and records do not deal with this. A link to a page that exists in the page's language
is pointed to that version; a link to any other page of the site gets `hreflang="ja"`. Japanese
text, which is left where nothing is translated, gets `lang="ja"` for screen readers.
"""

import re
from collections.abc import Container
from html import unescape

from msgspec import Struct, field

from .locale import JAPANESE

PIECE = re.compile(
    r"(<script\b.*?</script>|<!--.*?-->|<![^>]*>|<(?!wbr\b)[^>]*>)", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LANG = re.compile(r'\slang="([^"]*)"')
HREF = re.compile(r'\shref="([^"]*)"')
VOID = frozenset("area base br col embed hr img input link meta source track".split())
TEXT_ONLY = frozenset({"title", "textarea", "option"})  # may hold no elements
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


class PageLocalizer(Struct, kw_only=True):
    """The localizer of one page.

    `language` is that of the page, `root` the relative path to the site's root (`../../`), `pages`
    the paths of all pages in other languages than Japanese.
    """

    language: str
    root: str
    pages: Container[str]
    _open: list[tuple[str, str]] = field(default_factory=list)  # open elements, and their languages
    _letters: str = ""  # Japanese letters, as the inside of a regex class

    def localize(self, html: str) -> str:
        """Return the page's HTML with links pointed to its language and Japanese text marked."""
        # Characters that Chinese shares with Japanese do not show which of them a text is.
        self._letters = "ぁ-ゖァ-ヺー" if self.language.startswith("zh") else "ぁ-ゖァ-ヺー々㐀-鿿"
        pieces = PIECE.split(html)
        for at, piece in enumerate(pieces):
            if at % 2:
                pieces[at] = self._tag(piece)
            elif re.search(f"[{self._letters}]", piece) and self._says(self.language):
                self._mark(pieces, at)
        return "".join(pieces)

    def _says(self, language: str) -> bool:
        """Return whether the current element is in a language, and may hold elements."""
        name, own = self._open[-1] if self._open else ("", self.language)
        return own == language and name not in TEXT_ONLY

    def _tag(self, tag: str) -> str:
        found = TAG.match(tag)
        if not found or tag.startswith("<script"):
            return tag
        name = found[2].lower()
        if found[1]:
            while self._open and self._open.pop()[0] != name:
                pass
            return tag
        lang = LANG.search(tag)
        language = self._open[-1][1] if self._open else self.language
        if (
            lang and lang[1] == language and self._open
        ):  # such as English prose, which is marked on every page
            tag = tag[: lang.start()] + tag[lang.end() :]
        if name not in VOID:
            self._open.append((name, lang[1] if lang else language))
        elif not lang and language == self.language and self._is_japanese(tag):
            return _with(tag, "lang", JAPANESE.code)  # for an alternative text
        return self._link(tag) if name == "a" else tag

    def _link(self, tag: str) -> str:
        href = HREF.search(tag)
        if not href or " hreflang=" in tag or not href[1].startswith(self.root):
            return tag
        path = unescape(href[1][len(self.root) :])
        page = re.split("[#?]", path, maxsplit=1)[0]
        prefix = f"{self.language}/"
        if (page and not page.endswith(("/", ".html"))) or page.startswith(prefix):
            return tag
        if prefix + page not in self.pages:
            return _with(tag, "hreflang", JAPANESE.code)
        start = href.start(1) + len(self.root)
        return tag[:start] + prefix + tag[start:]

    def _mark(self, pieces: list[str], at: int) -> None:
        """Mark the Japanese in the text at `pieces[at]`.

        If an element holds nothing else, it gets the attribute; otherwise a `<span>` is put around
        the Japanese.
        """
        text = pieces[at]
        if not self._is_mostly_japanese(text):
            one, more = f"[{self._letters}]", f"(?:[^A-Za-z<>&]*[{self._letters}])*"
            run = rf"[^\sA-Za-z<>&(]*{one}{more}[^\sA-Za-z<>&,.)]*"
            pieces[at] = re.sub(run, lambda found: _span(found[0]), text)
            return
        before = pieces[at - 1] if at else ""
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        opened, closed = TAG.match(before), TAG.match(after)
        alone = opened and closed and not opened[1] and closed[1] and opened[2] == closed[2]
        if alone and not LANG.search(before):
            pieces[at - 1] = _with(before, "lang", JAPANESE.code)
            return
        words = text.strip()
        pieces[at] = text.replace(words, _span(words), 1)

    def _is_mostly_japanese(self, text: str) -> bool:
        return len(re.findall(f"[{self._letters}]", text)) >= len(
            LATIN.findall(text.replace("<wbr>", ""))
        )

    def _is_japanese(self, tag: str) -> bool:
        alt = re.search(r'\salt="([^"]*)"', tag)
        return bool(alt and re.search(f"[{self._letters}]", alt[1]))


def _with(tag: str, name: str, value: str) -> str:
    found = TAG.match(tag)
    assert found
    return f'{found[0]} {name}="{value}"{tag[found.end() :]}'


def _span(words: str) -> str:
    return f'<span lang="{JAPANESE.code}">{words}</span>'
