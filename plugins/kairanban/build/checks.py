"""Checks over all that was written, before it is published."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote

ATTRIBUTE = re.compile(r"\s(href|src|id)=\"([^\"]*)\"")
EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


def broken_links(
    pages: Iterable[str], files: Set[str], where: Callable[[str], Path]
) -> Iterator[tuple[str, str]]:
    """Links of `pages` that lead to nothing: (page, target).

    `files` are all that the site publishes, `where` tells where one is now. Fragments are followed
    as well. `404.html` links from wherever it is shown, so it is left out.
    """
    doubtful: list[tuple[str, str, str, str]] = []
    from_root = cache(partial(_target, ""))
    for page in sorted(pages):
        if not page.endswith(".html") or page == "404.html":
            continue
        up = "../" * page.count("/")
        for name, value in ATTRIBUTE.findall(where(page).read_text("utf-8")):
            if name != "id" and not EXTERNAL.match(value):
                # Templates lead every link through the root, so that pages share most of them.
                shared = up and value.startswith(up)
                target = from_root("./" + value[len(up) :]) if shared else _target(page, value)
                if target[1] or target[0] not in files:
                    doubtful.append((page, value, *target))
    ids = cache(lambda page: _ids(where(page)))
    for page, value, path, fragment in doubtful:
        if path not in files or (fragment and path.endswith(".html") and fragment not in ids(path)):
            yield page, value


def _ids(page: Path) -> frozenset[str]:
    found = ATTRIBUTE.findall(page.read_text("utf-8"))
    return frozenset(value for name, value in found if name == "id")


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
