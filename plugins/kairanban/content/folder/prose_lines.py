"""The lines of a Markdown text that are prose, not code."""

import re
from collections.abc import Iterator

# As in Python-Markdown: at the start of a line, and closed by the same mark, else it is text.
FENCED = re.compile(
    r"^(?P<mark>~{3,}|`{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=[^\n]*)?)\n"
    r"(?:.*?\n)??(?P=mark)[ ]*$",
    re.MULTILINE | re.DOTALL,
)


def prose_lines(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines outside of fenced code with their line numbers.

    `first_line` is the file's line, 1-based, on which `text` begins.
    """
    number, end = first_line, 0
    if "```" in text or "~~~" in text:
        for code in FENCED.finditer(text):
            before = text[end : code.start()]
            yield from enumerate(before.split("\n")[:-1], number)
            number += before.count("\n") + code[0].count("\n") + 1
            end = code.end() + 1
    if end <= len(text):
        yield from enumerate(text[end:].split("\n"), number)
