"""Long lists, taken apart into pages that stay as they are when something new is added."""

from collections.abc import Sequence
from typing import TypeVar

from .. import urls

Item = TypeVar("Item")


def paginate(
    items: Sequence[Item], size: int, path: str
) -> tuple[int, dict[str, tuple[Item, ...]]]:
    """The pages of a list given oldest first: how many are full, and by address the items.

    Full pages are numbered from the oldest and never change. The newest page stands at the list's
    own address; it holds what is left and one full page more, so that it is never thin.
    """
    full = max(0, len(items) // size - 1)
    pages = {
        urls.list_page_path(path, number + 1): tuple(items[number * size : (number + 1) * size])
        for number in range(full)
    }
    pages[path] = tuple(items[full * size :])
    return full, pages
