"""The lines of a Markdown text that are prose: not code."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})")


def prose_lines(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The lines outside of fenced code, each with the file's line; `first_line` is the first's."""
    fence = ""
    for number, line in enumerate(text.split("\n"), first_line):
        mark = FENCE.match(line) if "`" in line or "~" in line else None
        if not fence and not mark:
            yield number, line
        elif mark and not fence:
            fence = mark["mark"]
        elif mark and mark["mark"].startswith(fence):
            fence = ""
