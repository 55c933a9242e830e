"""The fields of a record in a header: matching of keys, with unknown and repeated ones reported."""

import functools
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..folder.name_matching import nearest_word
from ..problems import Unreadable
from ..schema import Event, Record, Series
from .keys import Key, fold_key
from .nodes import HeaderEntry, Node, Scalar

# Parts of an event's `when` that have keys of their own; `normalize_event_fields` joins them.
WHEN_PARTS: Mapping[str, Key] = {
    "start": Key("開始", about="始まりの日時", example="2024-01-18 19:00"),
    "end": Key("終了", about="終わりの日時", example="2024-01-18 20:30"),
    "time": Key("時間", "時刻", about="日付と別に書いた時間", example="19:00~20:30"),
}
# Characters without width or ink that come along when text is copied.
INVISIBLE_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff"
# Fields of an event for which a series cannot give a default.
EVENT_ONLY_FIELDS = frozenset(
    {"title", "when", "start", "end", "time", "was", "replaces", "uid", "status"}
    | {"series", "modified"}
)


class Header(Struct, frozen=True):
    """The fields of one file by name; `defaults` are those that a series gives to its events."""

    fields: Mapping[str, HeaderEntry]
    defaults: Mapping[str, HeaderEntry]
    faults: tuple[tuple[HeaderEntry, Unreadable], ...]


@functools.cache
def header_keys(record: type[Record]) -> Mapping[str, Key]:
    """Return the keys of the fields that a record's header may hold, by field name."""
    keys = {
        name: key
        for name, info in record.model_fields.items()
        for key in info.metadata
        if isinstance(key, Key)
    }
    return {**keys, **WHEN_PARTS} if record is Event else keys


@functools.cache
def _spellings(record: type[Record]) -> Mapping[str, str]:
    """Return the field name of every spelling of a key, folded."""
    return {
        fold_key(word): field
        for field, key in header_keys(record).items()
        for word in (key.name or field, *key.labels)
    }


def read_header(entries: Iterable[HeaderEntry], record: type[Record]) -> Header:
    """Return the fields that `entries` are in a file of this kind, without empty ones."""
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
    return Header(_without_blank(fields), _without_blank(defaults), tuple(faults))


def _without_blank(fields: dict[str, HeaderEntry]) -> dict[str, HeaderEntry]:
    return {name: e for name, e in fields.items() if not _is_blank(e.value)}


def _is_blank(value: Node) -> bool:
    """Return whether a value has no visible character."""
    return (
        isinstance(value, Scalar)
        and not value.text.strip(INVISIBLE_CHARACTERS)
        and value.broken is None
    )


def _unknown(entry: HeaderEntry, record: type[Record]) -> Unreadable:
    """Return the fault of an unknown key, with the nearest known one as a suggestion."""
    keys = dict(header_keys(record))
    if record is Series:
        keys = {
            f: key for f, key in header_keys(Event).items() if f not in EVENT_ONLY_FIELDS
        } | keys
    words = [word for field, key in keys.items() for word in (key.name or field, *key.labels)]
    return Unreadable("unknown-key", name=entry.key, suggestion=nearest_word(entry.key, words))
