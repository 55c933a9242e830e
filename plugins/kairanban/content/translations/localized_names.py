"""The names that organizations and venues have in a language, where an original names them."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..schema import Record
from ..source_record import Names
from ..values import Party, Place, Speaker


def named(original: Record, words: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """A translation's words, with the names that those have whom the original names."""
    found = {}
    for field in type(original).model_fields:
        former = getattr(original, field)
        value = _called(words.get(field, former), names)
        if value != former:
            found[field] = value
    return found


def _called(value: Any, names: Names) -> Any:
    if isinstance(value, tuple):
        return tuple(_called(each, names) for each in value)
    if isinstance(value, Party) and value.slug:
        return replace(value, name=names.organizations.names.get(value.slug, value.name))
    if isinstance(value, Speaker) and value.organization:
        return replace(value, organization=_called(value.organization, names))
    if isinstance(value, Place) and value.slug:
        return replace(value, name=names.venues.names.get(value.slug, value.name))
    return value
