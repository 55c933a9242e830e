"""Maps inside the front matter, like `{label: 一般, price: 500円}`, with keys in two languages."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BeforeValidator, WithJsonSchema

from ..folder.name_matching import nearest_word
from ..front_matter.keys import NESTED_KEYS, NESTED_LABELS, fold_key
from ..front_matter.nodes import MapNode, Node, Scalar
from ..problems import Unreadable

# JSON Schema of a text; an editor's tool takes 30 for a number.
TEXT_TYPES: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}


def map_schema(*names: str, listed: bool = False) -> WithJsonSchema:
    """Return the JSON Schema of a text or a map with the keys `names`, in English or Japanese.

    With `listed`, it may be a list of these as well.
    """
    words = [word for name in names for word in (name, *NESTED_LABELS[name])]
    one = [
        dict(TEXT_TYPES),
        {"type": "object", "properties": {word: dict(TEXT_TYPES) for word in words}},
    ]
    several = {"type": "array", "items": {"anyOf": one}}
    return WithJsonSchema({"anyOf": [*one, several] if listed else one})


def field_reader(read: Callable[..., Any]) -> BeforeValidator:
    """Return a reading function as pydantic's validator; it does not run for a default."""
    return BeforeValidator(read)


def read_map(node: MapNode, *allowed: str) -> dict[str, Node]:
    """Return the values of a map by their English keys, without empty ones.

    Raises `Unreadable` for a key that is not in `allowed`, or stands twice.
    """
    found: dict[str, Node] = {}
    firsts: dict[str, Scalar] = {}
    for key, value in node.pairs:
        name = NESTED_KEYS.get(fold_key(key.text))
        if name not in allowed:
            words = [word for name in allowed for word in (name, *NESTED_LABELS[name])]
            near = nearest_word(key.text, words) or ", ".join(allowed)
            raise Unreadable("unknown-key", name=key.text, suggestion=near, line=key.line)
        first = firsts.setdefault(name, key)
        if first is not key:
            raise Unreadable(
                "duplicate-key", name=key.text, first=first.text, at=first.line, line=key.line
            )
        if not isinstance(value, MapNode) and getattr(value, "text", None) == "":
            continue
        found[name] = value
    return found
