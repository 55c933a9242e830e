"""Placeholders in a report's HTML for what only a page knows of sessions and calls."""

import re
from collections.abc import Iterator

# An editor's text holds these characters only by an entity in raw HTML; such forged placeholders
# are removed, because each real one stands in the HTML once and in order.
BEGIN, END = "\x02", "\x03"  # as Python-Markdown marks what it has put aside
PLACEHOLDER = re.compile(f"{BEGIN}(session|call)-(\\d+){END}")
STRAY = re.compile(f"[{BEGIN}{END}]")


def placeholder(kind: str, number: int) -> str:
    """Return the placeholder of a session or call; `number` is 0-based, by `kind`."""
    return f"{BEGIN}{kind}-{number}{END}"


def split_at_placeholders(html: str, sessions: int, calls: int) -> Iterator[tuple[str, int | str]]:
    """Yield the pieces of HTML: `("html", text)`, `("session", number)`, `("call", number)`.

    `sessions` and `calls` are how many there are. Numbers are 0-based; a placeholder that is not
    the next of its kind is forged and left out.
    """
    expected = {"session": iter(range(sessions)), "call": iter(range(calls))}
    due = {kind: next(numbers, None) for kind, numbers in expected.items()}
    end = 0
    pending = ""
    for found in PLACEHOLDER.finditer(html):
        kind, number = found[1], int(found[2])
        pending += html[end : found.start()]
        end = found.end()
        if due[kind] == number:
            due[kind] = next(expected[kind], None)
            yield "html", STRAY.sub("", pending)
            yield kind, number
            pending = ""
    yield "html", STRAY.sub("", pending + html[end:])
