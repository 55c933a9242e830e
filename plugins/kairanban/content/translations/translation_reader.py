"""Reading of a translation's file into its record and its problems."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ...settings import Settings
from ..folder.source_files import SourceFile, make_problem
from ..front_matter.nodes import HeaderEntry
from ..front_matter.normalization import normalize_event_fields, split_off_online
from ..problems import Level, Problem
from ..schema import Event, Record, Report
from ..source_record import (
    Directories,
    SourceRecord,
    directory_entry,
    find_written_links,
    settings_contacts,
)
from .localized_names import localize_names
from .translated_fields import TranslatedFields
from .translation import Translation


def read_translation(
    file: SourceFile,
    original: SourceRecord[Record],
    directories: Directories,
    settings: Settings,
) -> SourceRecord[Translation]:
    """Return the record of a translation of `original`, with its problems.

    `directories` are those of its language. `record` is None where the original has none. The
    problems of a draft's translation are warnings, as in the draft itself.
    """
    level: Level = "warning" if "warning" in {file.level, original.level} else "problem"
    given = directories.public_contacts.union(
        original.directory_entry.public_contacts, settings_contacts(settings)
    )
    findings = [
        each if each.level == "warning" else replace(each, level=level)
        for each in file.findings(given)
    ]
    translation = None
    if original.record:
        context = directories.context(file.slug, settings)
        translated = TranslatedFields(
            file=file, original=original.record, context=context, level=level
        )
        words = translated.translated_values(_fields(file, original, directories, findings))
        findings += [*translated.findings, *translated.find_untranslated()]
        translation = Translation(
            slug=file.slug,
            path=file.path,
            body=file.source.body,
            body_line=file.source.body_line,
            unpublished=file.level == "warning",
            original=original.path,
            words=localize_names(original.record, words, directories),
            regular=_regular_words(file, original, directories, settings),
        )
    return SourceRecord(
        path=file.path,
        slug=file.slug,
        level=level,
        record=translation,
        findings=tuple(findings),
        field_positions={
            name: (entry.line, entry.key) for name, entry in file.header.fields.items()
        },
        links=tuple(find_written_links(file)),
        directory_entry=directory_entry(file),
    )


def _fields(
    file: SourceFile,
    original: SourceRecord[Record],
    directories: Directories,
    findings: list[Problem],
) -> Mapping[str, HeaderEntry]:
    """Return the fields of a translation; add faults to `findings`.

    Fields that the original event inherits from its series are inherited from the translated
    series.
    """
    own = dict(file.header.fields)
    record = original.record
    if isinstance(record, Report):
        return split_off_online(own)
    if not isinstance(record, Event):
        return own
    inherited = {
        name: entry
        for name, entry in directories.defaults.get(record.series or "", {}).items()
        if name not in original.field_positions
        and not (name == "room" and "place" in original.field_positions)
    }
    fields, faults = normalize_event_fields(own, inherited)
    findings += [make_problem(file.path, e.line, e.key, fault, file.level) for e, fault in faults]
    return fields


def _regular_words(
    file: SourceFile, original: SourceRecord[Record], directories: Directories, settings: Settings
) -> Mapping[str, Any] | None:
    """Return the values of the regular days of a translated series; None without regular days."""
    if original.regular is None:
        return None
    fields, _ = normalize_event_fields({}, file.header.defaults)
    own = {"name": "title", "summary": "summary"}
    fields |= {own[name]: e for name, e in file.header.fields.items() if name in own}
    context = directories.context(file.slug, settings)
    translated = TranslatedFields(
        file=file, original=original.regular, context=context, level=file.level
    )
    return localize_names(original.regular, translated.translated_values(fields), directories)
