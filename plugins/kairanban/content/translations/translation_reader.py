"""A translation's file, read: what it says in words, and what is wrong in it."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ...settings import Settings
from ..folder.source_files import SourceFile, finding
from ..front_matter.nodes import Entry
from ..front_matter.normalization import event_fields, with_online
from ..problems import Level, Problem
from ..schema import Event, Record, Report
from ..source_record import Names, SourceRecord, called, reached_by, written_links
from .localized_names import named
from .translated_fields import Said
from .translation import Translation


def translation(
    file: SourceFile,
    original: SourceRecord[Record],
    names: Names,
    settings: Settings,
) -> SourceRecord[Translation]:
    """What a file says that translates `original`, whose kind it is of.

    `names` are those of its language. There is no record where the original makes none. What is
    wrong in the translation of a draft is a warning, as in the draft itself.
    """
    level: Level = "warning" if "warning" in {file.level, original.level} else "problem"
    given = names.reached.union(original.called.reached, reached_by(settings))
    findings = [
        each if each.level == "warning" else replace(each, level=level)
        for each in file.findings(given)
    ]
    made = None
    if original.record:
        context = names.context(file.slug, settings)
        said = Said(file=file, original=original.record, context=context, level=level)
        words = said.words(_fields(file, original, names, findings))
        findings += [*said.findings, *said.doubts()]
        made = Translation(
            slug=file.slug,
            path=file.path,
            body=file.source.body,
            body_line=file.source.body_line,
            held_back=file.level == "warning",
            original=original.path,
            words=named(original.record, words, names),
            regular=_regular(file, original, names, settings),
        )
    return SourceRecord(
        path=file.path,
        slug=file.slug,
        level=level,
        record=made,
        findings=tuple(findings),
        places={name: (entry.line, entry.key) for name, entry in file.header.fields.items()},
        links=tuple(written_links(file)),
        called=called(file),
    )


def _fields(
    file: SourceFile, original: SourceRecord[Record], names: Names, findings: list[Problem]
) -> Mapping[str, Entry]:
    """The fields of a translation. Where an event has words from its series, so does this one."""
    own = dict(file.header.fields)
    record = original.record
    if isinstance(record, Report):
        return with_online(own)
    if not isinstance(record, Event):
        return own
    inherited = {
        name: entry
        for name, entry in names.defaults.get(record.series or "", {}).items()
        if name not in original.places and not (name == "room" and "place" in original.places)
    }
    fields, faults = event_fields(own, inherited)
    findings += [finding(file.path, e.line, e.key, fault, file.level) for e, fault in faults]
    return fields


def _regular(
    file: SourceFile, original: SourceRecord[Record], names: Names, settings: Settings
) -> Mapping[str, Any] | None:
    """What the translation of a series says of its regular days."""
    if original.regular is None:
        return None
    fields, _ = event_fields({}, file.header.defaults)
    own = {"name": "title", "summary": "summary"}
    fields |= {own[name]: e for name, e in file.header.fields.items() if name in own}
    context = names.context(file.slug, settings)
    said = Said(file=file, original=original.regular, context=context, level=file.level)
    return named(original.regular, said.words(fields), names)
