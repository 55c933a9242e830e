"""The expected results of a search, by a parser for HTML and a scan of all texts."""

import unicodedata
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

# Elements that begin no new line.
WITHIN = set(
    "a abbr b bdi bdo cite code del dfn em i img ins kbd mark q ruby s samp small span strong sub "
    "sup time u var wbr".split()
)
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col"}
UNSEEN = {"unseen", "footnote-ref", "footnote-backref"}  # classes of text that is not searched
# Characters that count as another one, as only keyboards make a difference between them.
ALIKE = dict(zip("〜−—‖‘’“”", "~-―∥''\"\"", strict=True))


class Words(HTMLParser):
    """A parser that collects the lines of text that a page marks as searchable.

    `readings` are its words with ruby, as `base（reading）`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._open: list[tuple[str, bool]] = []  # open elements, and whether their text counts
        self._base, self._reading = "", ""
        self.readings: list[str] = []

    @property
    def _counts(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and begin a line where it is a block."""
        given = dict(attrs)
        if tag not in WITHIN and tag not in {"rt", "rp"}:
            self.lines.append("")
        if tag in VOID:
            return
        if tag == "ruby":
            self._base = self._reading = ""
        gone = given.get("data-search") == "no" or bool(
            {"hidden", "data-from", "data-until"} & given.keys()
            or {given.get("class")} & UNSEEN
            or tag in {"rt", "rp"}
        )
        self._open.append((tag, not gone and (self._counts or given.get("data-search") == "yes")))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and begin a line where it is a block."""
        if tag not in WITHIN and tag not in {"rt", "rp"}:
            self.lines.append("")
        while self._open.pop()[0] != tag:
            pass
        if tag == "ruby" and self._counts:
            self.readings.append(f"{self._base}（{self._reading}）")

    def handle_data(self, data: str) -> None:
        """Add text to the current line, or to the reading in a ruby element."""
        open_now = {tag for tag, _ in self._open}
        if "ruby" in open_now and "rt" in open_now:
            self._reading += data
        elif self._counts:
            self.lines[-1] += data
            self._base += data


def plain(text: str) -> str:
    """Return a text in NFKC, case-folded, with one character for those that are `ALIKE`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ALIKE.get(sign, sign) for sign in folded)


@cache
def texts_of(site: Path) -> dict[str, str]:
    """Return the folded text of every searchable page, by its path.

    The result is cached, as no site that is looked at changes.
    """
    pages = [p for p in site.rglob("index.html") if p.relative_to(site).parts[0] != "tags"]
    found = {}
    for file in sorted(pages):
        words = Words()
        words.feed(file.read_text("utf-8"))
        lines = [" ".join(line.split()) for line in (*words.lines, *words.readings)]
        if text := "\n".join(filter(None, lines)):
            found[f"{file.parent.relative_to(site).as_posix()}/"] = plain(text)
    return found


def scanned(texts: dict[str, str], query: str) -> set[str]:
    """Return the paths of the pages that hold all words of a query."""
    words = plain(query).split()
    return {path for path, text in texts.items() if all(word in text for word in words)}
