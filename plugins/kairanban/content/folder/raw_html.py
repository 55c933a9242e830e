"""Raw HTML in Markdown texts of which nothing will be seen."""

import re
from collections.abc import Iterator

from ..problems import Unreadable
from .prose_lines import prose_lines

# As they are copied from elsewhere, with attributes; a bare tag may be spoken of.
EMBEDDED = re.compile(
    r"<(?P<name>iframe|script|object|embed|video|audio|form|svg)\s+[\w-]+\s*=", re.IGNORECASE
)
CODE = re.compile(r"`[^`]*`")


def find_embedded_html(text: str, first_line: int) -> Iterator[tuple[int, Unreadable]]:
    """Each line that begins something embedded; `first_line` is the file's line of its start."""
    if not EMBEDDED.search(text):
        return
    for number, line in prose_lines(text, first_line):
        if found := EMBEDDED.search(CODE.sub("", line)):
            yield number, Unreadable("removed-html", name=found["name"].lower())
