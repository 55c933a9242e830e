"""Records with their translations applied; a record without a translation is as it is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from ...content.collection import Collection
from ...content.schema import Event, Record
from ...content.translations.translation import Translation

Value = TypeVar("Value")
Translated = TypeVar("Translated")


class TranslatedMapping(Mapping[str, Value], Generic[Value, Translated]):
    """A mapping whose values are combined with those of another mapping when they are looked up.

    A value is `put(value, other)`; where `others` lacks the key, the value itself.
    """

    __slots__ = ("_others", "_put", "_values")

    def __init__(
        self,
        values: Mapping[str, Value],
        others: Mapping[str, Translated],
        put: Callable[[Value, Translated], Value],
    ) -> None:
        self._values = values
        self._others = others
        self._put = put

    def __getitem__(self, key: str) -> Value:
        value = self._values[key]
        other = self._others.get(key)
        return value if other is None else self._put(value, other)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def translate_collection(
    collection: Collection, translations: Mapping[str, Mapping[str, Translation]]
) -> Collection:
    """Return a collection with translations applied, which are given by kind and slug."""

    def of(original: Any, translation: Translation) -> Any:
        return translation.applied_to(original)

    def of_regular(original: Event, translation: Translation) -> Event:
        return translation.applied_to_regular(original)

    records: dict[str, Any] = {
        kind: TranslatedMapping[Record, Translation](getattr(collection, kind), some, of)
        for kind, some in translations.items()
    }
    return Collection(
        **records,
        regular=TranslatedMapping(collection.regular, translations["series"], of_regular),
        replacements=collection.replacements,
    )
