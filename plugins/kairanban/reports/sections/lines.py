"""On which line of a file something stands that Markdown has made of it."""

from dataclasses import dataclass

from ...records.folder.lines import prose_lines

# What lines begin with that are rewritten before Markdown reads them (`markdown.typed`).
SEPARATE = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ 　\t>|:-*+0123456789#＃・･")


@dataclass(slots=True)
class Lines:
    """The lines of one body, asked in the order of the text.

    Python-Markdown keeps no line numbers. But what it has not looked into yet is still as it was
    typed, so that the first line below the last one found which holds it is the one.
    """

    text: str
    first_line: int
    _lines: list[tuple[int, str]] | None = None
    _next: int = 0

    def of(self, raw: str) -> int:
        """The file's line of a text in which Markdown's marks are unread; only its first line
        counts. Without one that holds it, the last line found."""
        if self._lines is None:
            self._lines = list(prose_lines(self.text, self.first_line))
        words = raw.strip().partition("\n")[0]
        bare = _bare(words)
        for at in range(self._next, len(self._lines)):
            number, line = self._lines[at]
            if words in line or (line[:1] in SEPARATE and bare in _bare(line)):
                self._next = at + 1
                return number
        return self._lines[max(0, self._next - 1)][0] if self._lines else self.first_line


def _bare(text: str) -> str:
    return "".join(text.split())
