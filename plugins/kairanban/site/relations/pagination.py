"""Pagination of long lists into pages that do not change when an entry is added."""

from collections.abc import Sequence
from typing import TypeVar

from .. import urls

Item = TypeVar("Item")


def paginate(
    items: Sequence[Item], size: int, path: str
) -> tuple[int, dict[str, tuple[Item, ...]]]:
    """Return how many pages of a list are full, and the items of every page by its path.

    `items` are given oldest first, `size` is the number of items on a full page, `path` that of
    the list. Full pages are numbered from the oldest, from 1, and never change. The newest page
    has the list's own path; it holds the rest and one full page more, so that it is never short.
    """
    full = max(0, len(items) // size - 1)
    pages = {
        urls.list_page_path(path, number + 1): tuple(items[number * size : (number + 1) * size])
        for number in range(full)
    }
    pages[path] = tuple(items[full * size :])
    return full, pages
