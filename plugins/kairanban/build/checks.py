"""Checks over all that was written, before it is published."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache, partial
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
    doubtful: list[tuple[str, str, str, str]] = []
    ids: dict[str, set[str]] = {}
    from_root = cache(partial(_target, ""))
    for page in sorted(files):
        if not page.endswith(".html") or page == "404.html":
            continue
        ids[page] = set()
        up = "../" * page.count("/")
        for name, value in ATTRIBUTE.findall((folder / page).read_text("utf-8")):
            if name == "id":
                ids[page].add(value)
            elif not EXTERNAL.match(value):
                # Templates lead every link through the root, so that pages share most of them.
                shared = up and value.startswith(up)
                target = from_root("./" + value[len(up) :]) if shared else _target(page, value)
                if target[1] or target[0] not in files:
                    doubtful.append((page, value, *target))
    for page, value, path, fragment in doubtful:
        if path not in files or (fragment and path in ids and fragment not in ids[path]):
            yield page, value


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
