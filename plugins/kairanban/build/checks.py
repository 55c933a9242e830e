"""Checks of pages before they are published: links that lead to nothing."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, partial
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

ATTRIBUTE = re.compile(r"\s(?:href|src)=\"([^\"]*)\"")
ID = re.compile(r"\sid=\"([^\"]*)\"")
EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


class Link(NamedTuple):
    """A link as a page writes it, the file in the site that it means, and the fragment in it."""

    page: str
    written: str
    file: str
    fragment: str


class Links:
    """Finds in pages what must be looked after; `files` are those known to be published."""

    def __init__(self, files: Set[str]) -> None:
        self._files = files
        self._from_root = cache(partial(_target, ""))

    def doubtful(self, page: str, html: str) -> Iterator[Link]:
        """The links of a page to other files than those known, or to a place in one.

        `404.html` links from wherever it is shown, so it is left out.
        """
        if page == "404.html":
            return
        up = "../" * page.count("/")
        for value in set(ATTRIBUTE.findall(html)):
            if EXTERNAL.match(value):
                continue
            # Templates lead every link through the root, so that pages share most of them.
            shared = up and value.startswith(up)
            target = self._from_root("./" + value[len(up) :]) if shared else _target(page, value)
            if target[1] or target[0] not in self._files:
                yield Link(page, value, *target)


def broken(
    links: Iterable[Link], files: Set[str], text: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Those that lead to nothing: (page, link). `text` gives the HTML of a page."""

    @cache
    def ids(page: str) -> frozenset[str]:
        return frozenset(map(unescape, ID.findall(text(page))))

    for link in sorted(links):
        here = link.file in files
        if not here or (
            link.fragment and link.file.endswith(".html") and link.fragment not in ids(link.file)
        ):
            yield link.page, link.written


def _target(page: str, link: str) -> tuple[str, str]:
    """The file that a link means as a page writes it, and the fragment in it."""
    address, _, fragment = unescape(link).partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return page, unquote(fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    if address.endswith(("/", "/.", "/..")) or address in {".", ".."}:
        path = posixpath.normpath(f"{path}/index.html")
    return path, unquote(fragment)
