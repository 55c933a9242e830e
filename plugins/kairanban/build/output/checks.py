"""Checks of pages before they are published: links that lead to nothing."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, partial
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

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
        # Templates lead every link through the root, so that pages share most of them.
        self._from_root = cache(partial(self._doubtful, ""))

    def doubtful(self, page: str, html: str) -> Iterator[Link]:
        """The links of a page to other files than those known, or to a place in one.

        `404.html` links from wherever it is shown, so it is left out.
        """
        if page == "404.html":
            return
        up = "../" * page.count("/") or "./"
        for value in {*attributes(html, "href"), *attributes(html, "src")}:
            if value.startswith(up):
                found = self._from_root("./" + value[len(up) :])
            else:
                found = self._doubtful(page, value)
            if found:
                yield Link(page, value, *found)

    def _doubtful(self, page: str, link: str) -> tuple[str, str] | None:
        if EXTERNAL.match(link):
            return None
        file, fragment = _target(page, link)
        return (file, fragment) if fragment or file not in self._files else None


def attributes(html: str, name: str) -> Iterator[str]:
    """The values of all attributes of a name, as they are written.

    A text may hold the same characters; but there no tag is open.
    """
    before, *parts = html.split(f' {name}="')
    for part in parts:
        if before.rfind("<") > before.rfind(">"):
            yield part[: part.find('"')]
        before = part


def ids_of(html: str) -> frozenset[str]:
    """The places in a page that links may lead to."""
    return frozenset(unescape(each) for each in attributes(html, "id"))


def broken(
    links: Iterable[Link], files: Set[str], ids: Callable[[str], Set[str]]
) -> Iterator[tuple[str, str]]:
    """Those that lead to nothing: (page, link). `ids` gives the places in a page."""
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
