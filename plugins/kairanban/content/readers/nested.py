"""Maps inside the header: `{label: 一般, price: 500円}`, in English or Japanese."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BeforeValidator, WithJsonSchema

from ..folder.name_matching import nearest_word
from ..front_matter.keys import NESTED, NESTED_KEYS, fold_key
from ..front_matter.nodes import MapNode, Node, Scalar
from ..problems import Unreadable

# What an editor's tool, for which 30 is a number, takes a text for.
TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}


def map_schema(*names: str, listed: bool = False) -> WithJsonSchema:
    """The JSON Schema of text or a map with these keys; or, `listed`, of several of either."""
    words = [word for name in names for word in (name, *NESTED[name])]
    one = [dict(TEXT), {"type": "object", "properties": {word: dict(TEXT) for word in words}}]
    several = {"type": "array", "items": {"anyOf": one}}
    return WithJsonSchema({"anyOf": [*one, several] if listed else one})


def field_reader(read: Callable[..., Any]) -> BeforeValidator:
    """A reading function as pydantic's validator; a default is left as it is."""
    return BeforeValidator(read)


def read_map(node: MapNode, *allowed: str) -> dict[str, Node]:
    """The values of a map by their English names, those left empty not among them.

    Raises `Unreadable` for a key that is not `allowed` here, or stands twice.
    """
    found: dict[str, Node] = {}
    firsts: dict[str, Scalar] = {}
    for key, value in node.pairs:
        name = NESTED_KEYS.get(fold_key(key.text))
        if name not in allowed:
            words = [word for name in allowed for word in (name, *NESTED[name])]
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
