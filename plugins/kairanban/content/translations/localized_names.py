"""The names, in a language, of the organizations and venues that an original names."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..schema import Record
from ..source_record import Directories
from ..values import Party, Place, Speaker


def localize_names(
    original: Record, words: Mapping[str, Any], directories: Directories
) -> dict[str, Any]:
    """Return the values of a translated record that differ from its original's, by field.

    They are the translation's words, completed by the names that the organizations and venues of
    the original have in `directories`, those of the language.
    """
    found = {}
    for field in type(original).model_fields:
        former = getattr(original, field)
        value = _localized(words.get(field, former), directories)
        if value != former:
            found[field] = value
    return found


def _localized(value: Any, directories: Directories) -> Any:
    """Return a field's value with the names of `directories`, also inside tuples and speakers."""
    if isinstance(value, tuple):
        return tuple(_localized(each, directories) for each in value)
    if isinstance(value, Party) and value.slug:
        return replace(value, name=directories.organizations.names.get(value.slug, value.name))
    if isinstance(value, Speaker) and value.organization:
        return replace(value, organization=_localized(value.organization, directories))
    if isinstance(value, Place) and value.slug:
        return replace(value, name=directories.venues.names.get(value.slug, value.name))
    return value
