"""Line numbers in the source file of the elements that Markdown made of it."""

import re

from msgspec import Struct

from ...content.folder.prose_lines import prose_lines

# Marks that may stand before a block's own words on its line.
BLOCK_MARKS = re.compile(r"[\s>#＃\-*+・･•①-⑳\d.:|]*")
# First characters of lines that `markdown.japanese_syntax` may rewrite before Markdown parses them.
REWRITTEN_LINE_STARTS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ 　\t>|:-*+0123456789#＃・･•")


class LineFinder(Struct):
    """A finder of line numbers in one body, to be asked in the order of the text.

    Python-Markdown keeps no line numbers. But before its inline processor runs, a block's text is
    still as it was typed. So its line is the first one below the last line found that begins with
    that text.
    """

    text: str  # the body, Markdown
    first_line: int  # of the body in its file, 1-based
    _found: int = 0  # the last line found, 1-based in the body; 0 before the first
    _at: int = 0  # offset in `text` of the line after that

    def find(self, raw: str, mark: str = "") -> int:
        """Return the file's line (1-based) on which a text begins.

        `raw` is as typed, with Markdown's inline marks; only its first line counts. `mark` is what
        usually stands before it (`## `). Where no line holds the text, the last line found is
        returned.
        """
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
        """Return the body's line that begins with mark and words, as nearly all do, or None."""
        text = self.text
        if text.startswith(line, self._at):
            return self._found + 1
        at = text.find(f"\n{line}", self._at)
        if at < 0 or "```" in text or "~~~" in text:
            return None
        return self._found + 1 + text.count("\n", self._at, at + 1)

    def _as_typed(self, words: str) -> int | None:
        """Return the body's line that begins with the words after any marks, or None."""
        text = self.text
        if "```" in text or "~~~" in text:
            return None
        at = text.find(words, self._at)
        while at >= 0:
            start = text.rfind("\n", self._at, at) + 1 or self._at
            if BLOCK_MARKS.fullmatch(text, start, at):
                return self._found + 1 + text.count("\n", self._at, at)
            at = text.find(words, at + 1)
        return None

    def _rewritten(self, words: str) -> int:
        """Return the body's line of words in a line that was rewritten, or in a text with code.

        Where no line of prose holds the words, the last line found is returned.
        """
        bare = _bare(words)
        for number, line in prose_lines(self.text, 1):
            if number > self._found and (
                words in line or (line[:1] in REWRITTEN_LINE_STARTS and bare in _bare(line))
            ):
                return number
        return self._found


def _bare(text: str) -> str:
    return "".join(text.split())
