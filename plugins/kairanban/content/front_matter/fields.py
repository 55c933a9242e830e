"""A header's entries as a record's fields: keys matched, unknown and repeated ones told."""

import functools
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..folder.name_matching import nearest_word
from ..problems import Unreadable
from ..schema import Event, Record, Series
from .keys import Key, fold_key
from .nodes import HeaderEntry, Node, Scalar

# Parts of an event's `when` that have keys of their own; `arrange` puts them together.
WHEN_PARTS: Mapping[str, Key] = {
    "start": Key("開始", about="始まりの日時", example="2024-01-18 19:00"),
    "end": Key("終了", about="終わりの日時", example="2024-01-18 20:30"),
    "time": Key("時間", "時刻", about="日付と別に書いた時間", example="19:00~20:30"),
}
# Characters without width or ink, which come along when text is copied.
INVISIBLE_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff"
# What a series cannot say for its events.
EVENT_ONLY_FIELDS = frozenset(
    {"title", "when", "start", "end", "time", "was", "replaces", "uid", "status"}
    | {"series", "modified"}
)


class Header(Struct, frozen=True):
    """The fields of one file. `defaults` are those that a series gives to its events."""

    fields: Mapping[str, HeaderEntry]
    defaults: Mapping[str, HeaderEntry]
    faults: tuple[tuple[HeaderEntry, Unreadable], ...]


@functools.cache
def header_keys(record: type[Record]) -> Mapping[str, Key]:
    """The fields of a record that a header may hold, with their keys."""
    keys = {
        name: key
        for name, info in record.model_fields.items()
        for key in info.metadata
        if isinstance(key, Key)
    }
    return {**keys, **WHEN_PARTS} if record is Event else keys


@functools.cache
def _spellings(record: type[Record]) -> Mapping[str, str]:
    """Every way of writing a key, folded, with its field."""
    return {
        fold_key(word): field
        for field, key in header_keys(record).items()
        for word in (key.name or field, *key.labels)
    }


def read_header(entries: Iterable[HeaderEntry], record: type[Record]) -> Header:
    """The fields that `entries` mean in a file of this kind; an empty value is absent."""
    fields: dict[str, HeaderEntry] = {}
    defaults: dict[str, HeaderEntry] = {}
    faults = []
    for entry in entries:
        word = fold_key(entry.key)
        field = _spellings(record).get(word)
        target = fields
        if field is None and record is Series:
            field, target = _spellings(Event).get(word), defaults
            field = None if field in EVENT_ONLY_FIELDS else field
        if field is None:
            faults.append((entry, _unknown(entry, record)))
        elif field in target:
            first = target[field]
            faults.append(
                (entry, Unreadable("duplicate-key", name=entry.key, first=first.key, at=first.line))
            )
        else:
            target[field] = entry
    return Header(_filled(fields), _filled(defaults), tuple(faults))


def _filled(fields: dict[str, HeaderEntry]) -> dict[str, HeaderEntry]:
    return {name: e for name, e in fields.items() if not _is_blank(e.value)}


def _is_blank(value: Node) -> bool:
    """Whether nobody would see anything of it."""
    return (
        isinstance(value, Scalar)
        and not value.text.strip(INVISIBLE_CHARACTERS)
        and value.broken is None
    )


def _unknown(entry: HeaderEntry, record: type[Record]) -> Unreadable:
    keys = dict(header_keys(record))
    if record is Series:
        keys = {
            f: key for f, key in header_keys(Event).items() if f not in EVENT_ONLY_FIELDS
        } | keys
    words = [word for field, key in keys.items() for word in (key.name or field, *key.labels)]
    return Unreadable("unknown-key", name=entry.key, suggestion=nearest_word(entry.key, words))
