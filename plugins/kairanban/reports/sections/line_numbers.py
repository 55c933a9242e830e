"""On which line of a file something stands that Markdown has made of it."""

import re

from msgspec import Struct

from ...content.folder.prose_lines import prose_lines

# What stands before a block's own words on its line.
MARKS = re.compile(r"[\s>#＃\-*+・･•①-⑳\d.:|]*")
# What lines begin with that are rewritten before Markdown reads them (`markdown.japanese_syntax`).
SEPARATE = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ 　\t>|:-*+0123456789#＃・･•")


class LineFinder(Struct):
    """The lines of one body, asked in the order of the text.

    Python-Markdown keeps no line numbers. But what it has not looked into yet is still as it was
    typed, so that the first line below the last one found that it begins is the one.
    """

    text: str
    first_line: int
    _found: int = 0  # lines up to the last one found
    _at: int = 0  # where the line after that begins

    def find(self, raw: str, mark: str = "") -> int:
        """The file's line of a text in which Markdown's marks are unread; only its first line
        counts. Without one that holds it, the last line found. `mark` mostly stands before it."""
        words = raw.strip().partition("\n")[0]
        number = self._marked(f"{mark}{words}") if mark else None
        if number is None:
            number = self._as_typed(words)
        if number is None:
            number = self._rewritten(words)
        for _ in range(number - self._found):
            self._at = self.text.find("\n", self._at) + 1 or len(self.text)
        self._found = number
        return self.first_line + max(0, number - 1)

    def _marked(self, line: str) -> int | None:
        """The line that begins so, as nearly all do."""
        text = self.text
        if text.startswith(line, self._at):
            return self._found + 1
        at = text.find(f"\n{line}", self._at)
        if at < 0 or "```" in text or "~~~" in text:
            return None
        return self._found + 1 + text.count("\n", self._at, at + 1)

    def _as_typed(self, words: str) -> int | None:
        """The line that begins with the words, whatever marks stand before them."""
        text = self.text
        if "```" in text or "~~~" in text:
            return None
        at = text.find(words, self._at)
        while at >= 0:
            start = text.rfind("\n", self._at, at) + 1 or self._at
            if MARKS.fullmatch(text, start, at):
                return self._found + 1 + text.count("\n", self._at, at)
            at = text.find(words, at + 1)
        return None

    def _rewritten(self, words: str) -> int:
        """The same where the line was changed, or where the words may stand in code as well."""
        bare = _bare(words)
        for number, line in prose_lines(self.text, 1):
            if number > self._found and (
                words in line or (line[:1] in SEPARATE and bare in _bare(line))
            ):
                return number
        return self._found


def _bare(text: str) -> str:
    return "".join(text.split())
