"""Finding raw HTML in Markdown texts that the sanitizer will remove."""

import re
from collections.abc import Iterator

from ..problems import Unreadable
from .prose_lines import prose_lines

# Tags copied from elsewhere have attributes; a bare tag may only be mentioned.
EMBEDDED = re.compile(
    r"<(?P<name>iframe|script|object|embed|video|audio|form|svg)\s+[\w-]+\s*=", re.IGNORECASE
)
CODE = re.compile(r"`[^`]*`")


def find_embedded_html(text: str, first_line: int) -> Iterator[tuple[int, Unreadable]]:
    """Yield each line on which an embedded element begins, with the fault.

    `first_line` is the file's line, 1-based, on which `text` begins.
    """
    if not EMBEDDED.search(text):
        return
    for number, line in prose_lines(text, first_line):
        if found := EMBEDDED.search(CODE.sub("", line)):
            yield number, Unreadable("removed-html", name=found["name"].lower())
