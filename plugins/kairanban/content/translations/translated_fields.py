"""What the fields of a translation say, compared with its original."""

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
from ..validation import faults_of
from ..values import Picture, Place
from .facts import translate_consent, translate_fact

OWN = "status"  # a translation may be held back by itself
ALIASES = "aliases"  # each language has its own; Japanese ones are not shown in another


class TranslatedFields(Struct, kw_only=True):
    """One translation, being read. `findings` is what is wrong in it so far."""

    file: SourceFile
    original: Record
    context: ReadContext
    level: Level
    findings: list[Problem] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)  # fields that were written, well or not

    def words(self, fields: Mapping[str, HeaderEntry]) -> dict[str, Any]:
        """The values of fields that differ in words only from the original's."""
        self._given = set(fields)
        words: dict[str, Any] = {ALIASES: ()} if hasattr(self.original, ALIASES) else {}
        values = self._read(fields)
        for name, value in values.items():
            try:
                if name != OWN:
                    words[name] = self._word(name, value)
            except Unreadable as fault:
                self._add_finding(fields[name], fault)
        return self._with_parts(words, values)

    def find_untranslated(self) -> Iterator[Problem]:
        """What must be said in the language, and what is left in Japanese."""
        left = []
        for name, key in header_keys(type(self.original)).items():
            if name in self._given or not key.translatable or name == ALIASES:
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
        """The values that can be read; a fact that cannot is told to be left to the original."""
        values: dict[str, Any] = {name: entry.value for name, entry in fields.items()}
        values |= {"slug": self.file.slug, "path": self.file.path} | self._lookup_values(values)
        while True:
            try:
                record = _partial(type(self.original)).model_validate(values, context=self.context)
            except ValidationError as error:
                for name, fault in faults_of(error):
                    del values[name]
                    self._add_finding(
                        fields[name], fault if self._is_word(name) else _left_to_original(fault)
                    )
            else:
                return {name: getattr(record, name) for name in fields if name in values}

    def _lookup_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What readers of one field look up in another, from the original where it is left out."""
        lookup: dict[str, Any] = {}
        if isinstance(self.original, Event):
            self.context.zone = self.original.timezone
            lookup["when"] = values.get("when", self.original.when)
        image: Picture | None = getattr(self.original, "image", None)
        if image and "image" in values:
            lookup["image_alt"] = values.get("image_alt", Scalar(image.alt, 1))
        return lookup

    def _lacks_body(self) -> bool:
        """Whether only the original has one. Those of reports are compared where they are read."""
        if isinstance(self.original, Report):
            return False
        return bool(self.original.body.strip()) and not self.file.source.body.strip()

    def _is_word(self, name: str) -> bool:
        return header_keys(type(self.original))[name].translatable

    def _word(self, name: str, value: Any) -> Any:
        if self._is_word(name):
            return value
        original = getattr(self.original, name)
        return (
            translate_consent(original, value)
            if name == "consent"
            else translate_fact(original, value)
        )

    def _with_parts(self, words: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """And where a field is part of another one's value: a place's room, a picture's alt."""
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
    """The same record with nothing required; a translation leaves out what its original says."""
    fields: dict[str, Any] = {
        name: (info.rebuild_annotation(), None)
        for name, info in kind.model_fields.items()
        if name in header_keys(kind)
    }
    return create_model(f"Partial{kind.__name__}", __base__=kind, **fields)


def _left_to_original(fault: Unreadable) -> Unreadable:
    """What is wrong with a fact; where it is known how it must be, that says more."""
    return fault if fault.suggestion else Unreadable("translation-unread", line=fault.line)
