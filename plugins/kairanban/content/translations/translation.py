"""A translation: the words of a record in another language.

It holds only what is said in words. Whatever is a fact, a date, a place, a state, stands in the
original alone, so that the two cannot drift apart.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from ..schema import Event, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Translation(Record):
    """`events/x.en.md`: what stands in it in place of what the original says, by field."""

    original: str  # path of what it translates
    held_back: bool  # by itself; it is never shown where its original is not
    words: Mapping[str, Any]
    regular: Mapping[str, Any] | None = None  # of a series: the same of its regular days

    def applied_to(self, original: AnyRecord) -> AnyRecord:
        """The original in this language. Its `path` is the translation's: links start there."""
        own = {"path": self.path, "body": self.body, "body_line": self.body_line}
        return original.model_copy(update={**self.words, **own})

    def applied_to_regular(self, original: Event) -> Event:
        """A series' regular days in this language."""
        return original.model_copy(update=dict(self.regular or {}))
