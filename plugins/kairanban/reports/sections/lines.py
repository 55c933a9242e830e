"""On which line of a file something stands that Markdown has made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...records.folder.lines import prose_lines


@dataclass(slots=True)
class Lines:
    """The lines of one body, asked in the order of the text.

    Python-Markdown keeps no line numbers. But what it has not looked into yet is still as it was
    typed, so that the first line below the last one found which holds it is the one.
    """

    text: str
    first_line: int
    _rest: Iterator[tuple[int, str]] | None = None
    _last: int = field(default=0)

    def of(self, raw: str) -> int:
        """The file's line of a text in which Markdown's marks are unread; only its first line
        counts. Without one that holds it, the last line found."""
        wanted = _bare(raw.strip().partition("\n")[0])
        if self._rest is None:
            self._rest = prose_lines(self.text, self.first_line)
            self._last = self.first_line
        passed = []
        for number, line in self._rest:
            if wanted in _bare(line):
                self._last = number
                return number
            passed.append((number, line))
        self._rest = iter(passed)  # what came next may still be found there
        return self._last


def _bare(text: str) -> str:
    return "".join(text.split())
