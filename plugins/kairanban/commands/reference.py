"""The generated files of docs/: JSON Schemas for editors' tools, tables of keys, nginx.conf.

`python -m kairanban.commands.reference docs` writes them below the folder `docs`.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..content.front_matter.fields import EVENT_ONLY_FIELDS, WHEN_PARTS, header_keys
from ..content.front_matter.keys import NESTED_LABELS, Key
from ..content.readers.nested import TEXT_TYPES
from ..content.schema import Event, Organization, Page, Record, Report, Series, Venue
from .nginx import nginx_config

RECORD_TYPES: tuple[type[Record], ...] = (Event, Report, Organization, Venue, Series, Page)
# One of these alternatives must be given; each is one field or several together.
Alternatives = tuple[tuple[str, ...], ...]
CHOICES: Mapping[type[Record], tuple[Alternatives, ...]] = {
    Event: ((("when",), ("start",)), (("place",), ("online",))),
    Report: ((("event",), ("when", "place"), ("when", "online")),),
}
# Fields that are required only together with others, for the column "required".
REQUIRED_WITH = {"image_alt": "with `image`", "was": "with `日時変更`"}
ABOUT = """# What the header of a file may say

Made from the definitions in `plugins/kairanban/content/schema.py` by `invoke reference`; do not
edit. How to write is told in [editors.ja.md](editors.ja.md).

A key may be written in English or in Japanese, in any width or case, with or without spaces, `_`
and `-`. An empty value is absent. `schemas/` holds the same as JSON Schema (2020-12) for editors'
tools.

A translation (`x.en.md` beside `x.md`) has the same keys. Those marked with † it says in its own
words; all others it has from its original, and need not be written.
"""


def schema(record: type[Record], *, translation: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record's header, with a property per spelling.

    The schema of a translation requires translatable fields only. A schema checks less than
    `invoke check`: most values are texts whose meaning it cannot test, and keys are folded before
    they are matched, so other properties are allowed.
    """
    keys, shapes = dict(header_keys(record)), _shapes(record)
    words = _words(keys)
    if record is Series:
        defaults = {f: key for f, key in header_keys(Event).items() if f not in EVENT_ONLY_FIELDS}
        keys, shapes, words = defaults | keys, _shapes(Event) | shapes, _words(defaults) | words
    choices = list(_choices(record))
    if translation:
        choices = [each for each in choices if len(each) == 1 and keys[each[0][0]].translatable]
    always = {choice[0][0] for choice in choices if len(choice) == 1}
    definitions = {
        _english(field, key): _definition(key, shapes[field], optional=field not in always)
        for field, key in keys.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{_file(record, translation=translation)}.json",
        "title": f"Translation of {record.__name__}" if translation else record.__name__,
        "description": (record.__doc__ or "").split("\n")[0],
        "type": "object",
        "properties": {
            word: {"$ref": f"#/$defs/{_english(field, keys[field])}"}
            for word, field in words.items()
        },
        "allOf": [
            {"anyOf": [part for way in choice for part in _written(way, keys)]}
            for choice in choices
        ],
        "$defs": definitions,
    }


def reference_tables() -> str:
    """Return the reference of the keys of all records as Markdown."""
    return "\n".join([ABOUT, *(_section(record) for record in RECORD_TYPES), _nested()])


def reference_files() -> Mapping[str, str]:
    """Return the text of each generated file by its path in the folder docs/."""
    schemas = {
        f"schemas/{_file(record, translation=each)}.json": _json(schema(record, translation=each))
        for record in RECORD_TYPES
        for each in (False, True)
    }
    return schemas | {"reference.md": reference_tables(), "nginx.conf": nginx_config()}


def _file(record: type[Record], *, translation: bool) -> str:
    return record.__name__.lower() + ("-translation" if translation else "")


def write_reference(folder: Path) -> None:
    """Write the generated files below `folder`, in UTF-8 with `\\n` line ends."""
    for path, text in reference_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _shapes(record: type[Record]) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each field's value, as the readers of values define it."""
    properties = record.model_json_schema()["properties"]
    ignored = {"title", "default"}
    shapes = {
        name: {key: part for key, part in shape.items() if key not in ignored}
        for name, shape in properties.items()
    }
    return {field: shapes.get(field, dict(TEXT_TYPES)) for field in (*header_keys(record), *shapes)}


def _choices(record: type[Record]) -> Iterator[Alternatives]:
    """Yield what a header must give: for each requirement, its alternatives.

    An event's series may give most fields instead, so `series` is an alternative to them.
    """
    choices = CHOICES.get(record, ())
    chosen = {field for choice in choices for alternative in choice for field in alternative}
    required = [
        name
        for name, info in record.model_fields.items()
        if info.is_required() and name in header_keys(record) and name not in chosen
    ]
    for choice in (*(((name,),) for name in required), *choices):
        inherited = record is Event and not EVENT_ONLY_FIELDS & {
            alternative[0] for alternative in choice
        }
        yield (*choice, ("series",)) if inherited else choice


def _english(field: str, key: Key) -> str:
    return key.name or field


def _spellings(field: str, key: Key) -> tuple[str, ...]:
    return _english(field, key), *key.labels


def _words(keys: Mapping[str, Key]) -> dict[str, str]:
    """Return every spelling of a key with its field."""
    return {word: field for field, key in keys.items() for word in _spellings(field, key)}


def _definition(key: Key, shape: dict[str, Any], *, optional: bool) -> dict[str, Any]:
    """Return the schema of one field; an optional field may be empty (null)."""
    options = [each for each in shape.get("anyOf", [shape]) if each != {"type": "null"}]
    options += [{"type": "null"}] if optional else []
    definition: dict[str, Any] = {"description": key.about}
    if key.example:
        definition["examples"] = [key.example]
    return definition | (options[0] if len(options) == 1 else {"anyOf": options})


def _written(way: Sequence[str], keys: Mapping[str, Key]) -> list[dict[str, Any]]:
    """Return the conditions for all fields of an alternative to be given, in any spelling."""
    each = [[{"required": [word]} for word in _spellings(field, keys[field])] for field in way]
    return each[0] if len(each) == 1 else [{"allOf": [{"anyOf": words} for words in each]}]


def _section(record: type[Record]) -> str:
    keys = header_keys(record)
    choices = list(_choices(record))
    needed = {field for choice in choices for way in choice for field in way} - {"series"}
    lines = [
        f"## {record.__name__}",
        "",
        (record.__doc__ or "").split("\n")[0],
        "",
        "| key | 日本語 | meaning | example | required |",
        "|---|---|---|---|---|",
    ]
    order = sorted(keys, key=lambda field: field not in needed and field not in WHEN_PARTS)
    lines += [_row(field, record, choices) for field in order]
    if record is Series:
        own = _words(keys)
        words = {
            f: word for word, f in reversed(_words(header_keys(Event)).items()) if word not in own
        }
        inherited = [
            f"`{word}`" for f, word in reversed(words.items()) if f not in EVENT_ONLY_FIELDS
        ]
        lines += ["", f"And what its events may then leave out: {' '.join(inherited)}."]
    return "\n".join(lines) + "\n"


def _row(field: str, record: type[Record], choices: Sequence[Alternatives]) -> str:
    keys = header_keys(record)
    key = keys[field]
    fixed = _shapes(record)[field].get("enum", ())
    words = f" ({' '.join(f'`{word}`' for word in fixed)})" if fixed else ""
    cells = (
        f"`{_english(field, key)}`" + ("†" if key.translatable else ""),
        " ".join(f"`{label}`" for label in key.labels) or "—",
        key.about + words,
        f"`{key.example}`" if key.example else "",
        _required(field, choices, keys),
    )
    return f"| {' | '.join(cells)} |"


def _required(field: str, choices: Sequence[Alternatives], keys: Mapping[str, Key]) -> str:
    """Return the cell "required": `yes`, with what may be given instead of the field."""
    choice = next((c for c in choices if any(field in way for way in c)), None)
    if choice is None or field == "series":
        return REQUIRED_WITH.get(field, "")
    others = [
        " with ".join(f"`{_english(each, keys[each])}`" for each in way)
        for way in choice
        if field not in way
    ]
    return f"yes, or {' or '.join(others)}" if others else "yes"


def _nested() -> str:
    lines = ["## Inside lists and maps", "", "| key | 日本語 |", "|---|---|"]
    lines += [
        f"| `{name}` | {' '.join(f'`{label}`' for label in labels)} |"
        for name, labels in NESTED_LABELS.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_reference(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
