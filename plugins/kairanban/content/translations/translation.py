"""A translation: the words of a record in another language.

It holds only words. Facts, such as dates, places and states, are in the original alone, so that
the two cannot drift apart.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from ..schema import Event, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Translation(Record):
    """The record of a translation such as `events/x.en.md`."""

    original: str  # path of the original, relative to the content folder
    unpublished: bool  # whether it is unpublished itself; never shown where its original is not
    words: Mapping[str, Any]  # values that replace the original's, by field
    regular: Mapping[str, Any] | None = None  # such values of a series' regular days

    def applied_to(self, original: AnyRecord) -> AnyRecord:
        """Return the original in this language.

        Its `path` is the translation's, since links are relative to that.
        """
        own = {"path": self.path, "body": self.body, "body_line": self.body_line}
        return original.model_copy(update={**self.words, **own})

    def applied_to_regular(self, original: Event) -> Event:
        """Return a series' regular days, `original`, in this language."""
        return original.model_copy(update=dict(self.regular or {}))
