"""Checks over all that was written, before it is published."""

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from .stage import files_below

ATTRIBUTE = re.compile(r"\s(href|src|id)=\"([^\"]*)\"")
EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


def broken_links(folder: Path) -> Iterator[tuple[str, str]]:
    """Links of the pages below `folder` that lead to nothing there: (page, target).

    Fragments are followed as well. `404.html` links from wherever it is shown, so it is left
    out.
    """
    files = set(files_below(folder))
    wanted: list[tuple[str, str, str, str]] = []
    ids: dict[str, set[str]] = {}
    for page in sorted(files):
        if page.endswith(".html") and page != "404.html":
            ids[page] = set()
            for name, value in ATTRIBUTE.findall((folder / page).read_text("utf-8")):
                if name == "id":
                    ids[page].add(value)
                elif not EXTERNAL.match(value):
                    wanted.append((page, value, *_target(page, unescape(value))))
    for page, value, path, fragment in wanted:
        if path not in files or (fragment and path in ids and fragment not in ids[path]):
            yield page, value


def _target(page: str, link: str) -> tuple[str, str]:
    """The file that a link on a page means, and the fragment in it."""
    address, _, fragment = link.partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return page, unquote(fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    if address.endswith(("/", "/.", "/..")) or address in {".", ".."}:
        path = posixpath.normpath(f"{path}/index.html")
    return path, unquote(fragment)
