"""Checks of files before they are published: broken links, and addresses for joining meetings."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from ...content.folder.privacy import has_meeting_address

# A target is an output path, this separator, and a fragment, which may be empty.
TARGET_SEPARATOR = "\0"
MAX_CACHED_LINKS = 4096  # links whose targets are cached
PICTURE_SUFFIXES = (".avif", ".webp", ".jpg", ".png")
EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


class LinkChecker:
    """A finder of the links in pages that cannot be resolved from the page alone.

    `files` are the output paths that are known to be published.
    """

    def __init__(self, files: Set[str]) -> None:
        self._files = files
        # Templates write every link through the site's root, so that pages share most of them.
        self._from_root = lru_cache(MAX_CACHED_LINKS)(partial(self._target, ""))

    def unresolved_targets(self, page: str, html: str, ids: Set[str]) -> set[str]:
        """Return the targets of a page's links that are still to be checked.

        They are links to unknown files, and links with a fragment. `page` is the output path,
        `ids` are the page's own, against which its links to itself are checked here.
        """
        return set(self.written_targets(page, html, ids))

    def written_targets(self, page: str, html: str, ids: Set[str]) -> dict[str, str]:
        """Return the targets still to be checked, each with a link to it as the page writes it.

        `404.html` has none, as its links are relative to wherever it is shown.
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
    """Yield the values of all attributes of that name, still escaped.

    Where a text holds the same characters, no tag is open, so it is skipped.
    """
    before, *parts = html.split(f' {name}="')
    for part in parts:
        if before.rfind("<") > before.rfind(">"):
            yield part[: part.find('"')]
        before = part


def find_ids(html: str) -> frozenset[str]:
    """Return the ids of a page's elements, to which fragments of links may lead."""
    return frozenset(unescape(each) for each in attributes(html, "id"))


def find_broken_links(
    links: Mapping[str, Collection[str]], files: Set[str], ids: Callable[[str], Set[str]]
) -> dict[str, set[str]]:
    """Return the targets that do not exist, by page.

    `links` are targets by page, `files` all output paths; `ids` returns a page's ids.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for file, _, fragment in {
        target.partition(TARGET_SEPARATOR) for some in links.values() for target in some
    }:
        wanted[file].add(fragment)
    lost = {
        f"{file}{TARGET_SEPARATOR}{fragment}"
        for file, fragments in wanted.items()
        for fragment in _missing(file, fragments, files, ids)
    }
    return {page: lost & set(some) for page, some in links.items() if not lost.isdisjoint(some)}


def _missing(
    file: str, fragments: Set[str], files: Set[str], ids: Callable[[str], Set[str]]
) -> Set[str]:
    if file not in files:
        return fragments
    places = fragments - {""}
    return places - ids(file) if places and file.endswith(".html") else frozenset()


def _target(page: str, link: str) -> tuple[str, str]:
    """Return the output path and the fragment that a link in `page` leads to, both unquoted."""
    address, _, fragment = unescape(link).partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return page, unquote(fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    if address.endswith(("/", "/.", "/..")) or address in {".", ".."}:
        path = posixpath.normpath(f"{path}/index.html")
    return path, unquote(fragment)


def meeting_addresses(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Yield those of `files` (paths in `folder`) that hold an address for joining a meeting online.

    The sources were checked before; this finds what else gets into the output: attached files,
    texts of a theme, and what several pieces of text make together.
    """
    for path in files:
        if not path.endswith(PICTURE_SUFFIXES) and has_meeting_address(
            (folder / path).read_bytes()
        ):
            yield path
