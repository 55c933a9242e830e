"""One file's fields as a record, or all that is wrong with them."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import ValidationError

from .folder.source_files import SourceFile, finding
from .front_matter.fields import keys_of
from .front_matter.nodes import Entry
from .problems import Level, Problem, Unreadable
from .readers.context import Reading
from .schema import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


def validated(
    file: SourceFile,
    fields: Mapping[str, Entry],
    defaults: Mapping[str, object],
    kind: type[AnyRecord],
    context: Reading,
) -> tuple[AnyRecord | None, list[Problem]]:
    """The record that `fields` make, None where they make none; and the findings.

    `defaults` are values for fields that nobody wrote. A finding in a field that came from a
    series' file is told of that file.
    """
    values: dict[str, object] = dict(defaults)
    values |= {name: entry.value for name, entry in fields.items()}
    values |= {"slug": file.slug, "path": file.path}
    values |= {"body": file.source.body, "body_line": file.source.body_line}
    record = None
    findings = []
    try:
        record = kind.model_validate(values, context=context)
    except ValidationError as error:
        findings += [
            _told(file, fields, kind, name, f, level=file.level) for name, f in faults_of(error)
        ]
    for name, doubt in context.warnings:
        findings.append(_told(file, fields, kind, name, doubt, level="warning"))
    return record, findings


def faults_of(error: ValidationError) -> Iterator[tuple[str, Unreadable]]:
    """Pydantic's errors as ours, with the fields' names."""
    for each in error.errors(include_url=False, include_input=False):
        name = str(each["loc"][0])
        if each["type"] == "missing":
            yield name, Unreadable("missing-field")
            continue
        fault = each.get("ctx", {}).get("error")
        if not isinstance(fault, Unreadable):
            raise error  # a reader's own mistake, not the editor's
        yield name, fault


def _told(
    file: SourceFile,
    fields: Mapping[str, Entry],
    kind: type[Record],
    name: str,
    fault: Unreadable,
    *,
    level: Level,
) -> Problem:
    entry = fields.get(name)
    if entry:
        return finding(entry.path, entry.line, entry.key, fault, level)
    key = keys_of(kind)[name]
    label = key.labels[0] if key.labels else (key.name or name)
    if fault.code == "missing-field":
        fault = Unreadable("missing-field", suggestion=f"{label}: {key.example or ''}".strip())
    return finding(file.path, 1, label, fault, level)
