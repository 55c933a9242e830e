"""Places in a report's HTML that a page fills with what only it knows."""

import re
from collections.abc import Iterator

# No text of an editor's holds these characters, except by an entity in raw HTML; such ones are
# taken out, as a page has each slot once and in order.
BEGIN, END = "\x02", "\x03"  # as in Python-Markdown, for what it has put aside
MARKED = re.compile(f"{BEGIN}(session|call)-(\\d+){END}")
STRAY = re.compile(f"[{BEGIN}{END}]")


def placeholder(kind: str, number: int) -> str:
    """What stands for the session or call with this number until a page fills it."""
    return f"{BEGIN}{kind}-{number}{END}"


def split_at_placeholders(html: str, sessions: int, calls: int) -> Iterator[tuple[str, int | str]]:
    """The pieces of a text: `("html", words)`, `("session", number)`, `("call", number)`."""
    expected = {"session": iter(range(sessions)), "call": iter(range(calls))}
    due = {kind: next(numbers, None) for kind, numbers in expected.items()}
    end = 0
    pending = ""
    for found in MARKED.finditer(html):
        kind, number = found[1], int(found[2])
        pending += html[end : found.start()]
        end = found.end()
        if due[kind] == number:
            due[kind] = next(expected[kind], None)
            yield "html", STRAY.sub("", pending)
            yield kind, number
            pending = ""
    yield "html", STRAY.sub("", pending + html[end:])
