"""Maps inside the header: `{label: 一般, price: 500円}`, in English or Japanese."""

from collections.abc import Callable
from typing import Any

from pydantic import BeforeValidator

from ..folder.naming import nearest_word
from ..front_matter.keys import NESTED, NESTED_KEYS, folded
from ..front_matter.nodes import Fields, Node
from ..problems import Unreadable


def reader(read: Callable[..., Any]) -> BeforeValidator:
    """A reading function as pydantic's validator; a default is left as it is."""
    return BeforeValidator(read)


def fields_of(node: Fields, *allowed: str) -> dict[str, Node]:
    """The values of a map by their English names, those left empty not among them.

    Raises `Unreadable` for a key that is not `allowed` here, or stands twice.
    """
    found: dict[str, Node] = {}
    for key, value in node.pairs:
        name = NESTED_KEYS.get(folded(key.text))
        if name not in allowed:
            words = [word for name in allowed for word in (name, *NESTED[name])]
            near = nearest_word(key.text, words) or ", ".join(allowed)
            raise Unreadable("unknown-key", name=key.text, suggestion=near, line=key.line)
        if name in found:
            raise Unreadable("duplicate-key", name=key.text, line=key.line)
        if not isinstance(value, Fields) and getattr(value, "text", None) == "":
            continue
        found[name] = value
    return found
