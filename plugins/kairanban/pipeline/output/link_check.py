"""Checks of files before they are published: links that lead to nothing, ways into meetings."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from ...content.folder.privacy import has_meeting_address

# A target is a file and the place in it, which may be none, with this between.
TARGET_SEPARATOR = "\0"
MAX_CACHED_LINKS = 4096  # links that are at hand
PICTURE_SUFFIXES = (".avif", ".webp", ".jpg", ".png")
EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


class LinkChecker:
    """Finds in pages what must be looked after; `files` are those known to be published."""

    def __init__(self, files: Set[str]) -> None:
        self._files = files
        # Templates lead every link through the root, so that pages share most of them.
        self._from_root = lru_cache(MAX_CACHED_LINKS)(partial(self._target, ""))

    def unresolved_targets(self, page: str, html: str, ids: Set[str]) -> set[str]:
        """The targets of a page's links to other files than those known, or to a place in one.

        `ids` are the places in the page itself, which are looked after here.
        """
        return set(self.written_targets(page, html, ids))

    def written_targets(self, page: str, html: str, ids: Set[str]) -> dict[str, str]:
        """The same, each with a link that means it, as the page writes it.

        `404.html` links from wherever it is shown, so it is left out.
        """
        found: dict[str, str] = {}
        if page == "404.html":
            return found
        up = "../" * page.count("/") or "./"
        for value in {*attributes(html, "href"), *attributes(html, "src")}:
            if value.startswith(up):
                target = self._from_root("./" + value[len(up) :])
            else:
                target = self._target(page, value)
            if target and not (
                target.startswith(page + TARGET_SEPARATOR) and target[len(page) + 1 :] in ids
            ):
                found[target] = min(value, found.get(target, value))
        return found

    def _target(self, page: str, link: str) -> str | None:
        if EXTERNAL.match(link):
            return None
        file, fragment = _target(page, link)
        return (
            f"{file}{TARGET_SEPARATOR}{fragment}" if fragment or file not in self._files else None
        )


def attributes(html: str, name: str) -> Iterator[str]:
    """The values of all attributes of a name, as they are written.

    A text may hold the same characters; but there no tag is open.
    """
    before, *parts = html.split(f' {name}="')
    for part in parts:
        if before.rfind("<") > before.rfind(">"):
            yield part[: part.find('"')]
        before = part


def find_ids(html: str) -> frozenset[str]:
    """The places in a page that links may lead to."""
    return frozenset(unescape(each) for each in attributes(html, "id"))


def find_broken_links(
    links: Mapping[str, Collection[str]], files: Set[str], ids: Callable[[str], Set[str]]
) -> dict[str, set[str]]:
    """The targets that are not there, by page; `links` are by page, `ids` gives a page's places."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for file, _, fragment in {
        target.partition(TARGET_SEPARATOR) for some in links.values() for target in some
    }:
        wanted[file].add(fragment)
    lost = {
        f"{file}{TARGET_SEPARATOR}{fragment}"
        for file, fragments in wanted.items()
        for fragment in _lost(file, fragments, files, ids)
    }
    return {page: lost & set(some) for page, some in links.items() if not lost.isdisjoint(some)}


def _lost(
    file: str, fragments: Set[str], files: Set[str], ids: Callable[[str], Set[str]]
) -> Set[str]:
    if file not in files:
        return fragments
    places = fragments - {""}
    return places - ids(file) if places and file.endswith(".html") else frozenset()


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


def meeting_addresses(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Those of the files in a folder that tell how to enter a meeting online.

    The sources were looked through before; this finds what else gets there: attached files, words
    of a theme, what several pieces of text make together.
    """
    for path in files:
        if not path.endswith(PICTURE_SUFFIXES) and has_meeting_address(
            (folder / path).read_bytes()
        ):
            yield path
