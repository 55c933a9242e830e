"""The fields of a translation, read and compared with its original's."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError, create_model

from ..folder.source_files import SourceFile, make_problem
from ..front_matter.fields import header_keys
from ..front_matter.nodes import HeaderEntry, Scalar
from ..problems import Level, Problem, Unreadable
from ..readers.context import ReadContext
from ..readers.text import JAPANESE_TEXT
from ..schema import Event, Record, Report
from ..validation import field_faults
from ..values import Picture, Place
from .facts import translate_consent, translate_fact

STATUS_FIELD = "status"  # not compared: a translation may be held back by itself
ALIASES_FIELD = "aliases"  # each language has its own; Japanese ones are shown in no other


class TranslatedFields(Struct, kw_only=True):
    """One translation while it is read; `findings` collects its problems.

    `context` and `level` are for all its fields; the context's zone becomes the original's.
    """

    file: SourceFile
    original: Record
    context: ReadContext
    level: Level
    findings: list[Problem] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)  # names of the fields present, readable or not

    def translated_values(self, fields: Mapping[str, HeaderEntry]) -> dict[str, Any]:
        """Return the values of the translation's fields, where facts are those of the original.

        A field with a fault is left out, and its problem added to `findings`.
        """
        self._given = set(fields)
        words: dict[str, Any] = {ALIASES_FIELD: ()} if hasattr(self.original, ALIASES_FIELD) else {}
        values = self._read(fields)
        for name, value in values.items():
            try:
                if name != STATUS_FIELD:
                    words[name] = self._word(name, value)
            except Unreadable as fault:
                self._add_finding(fields[name], fault)
        return self._with_room_and_alt(words, values)

    def find_untranslated(self) -> Iterator[Problem]:
        """Yield a problem for each required field left out, and a warning for those in Japanese.

        The fields present are those of the last call of `translated_values`; call that first.
        """
        left = []
        for name, key in header_keys(type(self.original)).items():
            if name in self._given or not key.translatable or name == ALIASES_FIELD:
                continue
            if type(self.original).model_fields[name].is_required():
                label = key.name or name
                fault = Unreadable("missing-field", suggestion=f"{label}: …")
                yield make_problem(self.file.path, 1, label, fault, self.level)
            elif JAPANESE_TEXT.search(repr(getattr(self.original, name))):
                left.append(key.labels[0])
        if self._lacks_body():
            left.append("本文")
        if left:
            untranslated = Unreadable("left-in-japanese", fields="、".join(left))
            yield make_problem(self.file.path, 1, None, untranslated, "warning")

    def _read(self, fields: Mapping[str, HeaderEntry]) -> dict[str, Any]:
        """Return the values that can be read, by field; add a finding for each that cannot.

        An unreadable fact is to be left to the original.
        """
        values: dict[str, Any] = {name: entry.value for name, entry in fields.items()}
        values |= {"slug": self.file.slug, "path": self.file.path} | self._lookup_values(values)
        while True:
            try:
                record = _partial(type(self.original)).model_validate(values, context=self.context)
            except ValidationError as error:
                for name, fault in field_faults(error):
                    del values[name]
                    self._add_finding(
                        fields[name], fault if self._is_word(name) else _left_to_original(fault)
                    )
            else:
                return {name: getattr(record, name) for name in fields if name in values}

    def _lookup_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what readers of one field look up in others, from the original where absent.

        Sets the context's zone to the original event's.
        """
        lookup: dict[str, Any] = {}
        if isinstance(self.original, Event):
            self.context.zone = self.original.timezone
            lookup["when"] = values.get("when", self.original.when)
        image: Picture | None = getattr(self.original, "image", None)
        if image and "image" in values:
            lookup["image_alt"] = values.get("image_alt", Scalar(image.alt, 1))
        return lookup

    def _lacks_body(self) -> bool:
        """Return whether only the original has a body; those of reports are compared elsewhere."""
        if isinstance(self.original, Report):
            return False
        return bool(self.original.body.strip()) and not self.file.source.body.strip()

    def _is_word(self, name: str) -> bool:
        return header_keys(type(self.original))[name].translatable

    def _word(self, name: str, value: Any) -> Any:
        """Return the value to show; raise `Unreadable` where it differs from a fact."""
        if self._is_word(name):
            return value
        original = getattr(self.original, name)
        return (
            translate_consent(original, value)
            if name == "consent"
            else translate_fact(original, value)
        )

    def _with_room_and_alt(
        self, words: dict[str, Any], values: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return `words` with the fields that are part of another's value: room, and image_alt."""
        place: Place | None = words.get("place", getattr(self.original, "place", None))
        if place and values.get("room"):
            words["place"] = replace(place, room=values["room"])
        image: Picture | None = words.get("image", getattr(self.original, "image", None))
        if image and values.get("image_alt"):
            words["image"] = replace(image, alt=values["image_alt"])
        return words

    def _add_finding(self, entry: HeaderEntry, fault: Unreadable) -> None:
        self.findings.append(make_problem(entry.path, entry.line, entry.key, fault, self.level))


@functools.cache
def _partial(kind: type[Record]) -> type[Record]:
    """Return the record type with no field required, as translations leave out facts."""
    fields: dict[str, Any] = {
        name: (info.rebuild_annotation(), None)
        for name, info in kind.model_fields.items()
        if name in header_keys(kind)
    }
    return create_model(f"Partial{kind.__name__}", __base__=kind, **fields)


def _left_to_original(fault: Unreadable) -> Unreadable:
    """Return the fault of an unreadable fact: delete it, unless the fault knows a correction."""
    return fault if fault.suggestion else Unreadable("translation-unread", line=fault.line)
