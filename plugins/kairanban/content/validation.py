"""Validation of one file's fields: they become a record, or problems."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import ValidationError

from .folder.source_files import SourceFile, make_problem
from .front_matter.fields import header_keys
from .front_matter.nodes import HeaderEntry
from .problems import Level, Problem, Unreadable
from .readers.context import ReadContext
from .schema import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


def validate_record(
    file: SourceFile,
    fields: Mapping[str, HeaderEntry],
    defaults: Mapping[str, object],
    kind: type[AnyRecord],
    context: ReadContext,
) -> tuple[AnyRecord | None, list[Problem]]:
    """Return the record of type `kind` that `fields` make, or None, and the findings.

    `defaults` are values for fields that nobody wrote. A problem in a field that came from a
    series' file carries that file's path and line. Warnings are those collected in `context`.
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
            _problem_for_field(file, fields, kind, name, f, level=file.level)
            for name, f in field_faults(error)
        ]
    for name, warning in context.warnings:
        findings.append(_problem_for_field(file, fields, kind, name, warning, level="warning"))
    return record, findings


def field_faults(error: ValidationError) -> Iterator[tuple[str, Unreadable]]:
    """Yield each of pydantic's errors as the field's name and an `Unreadable`.

    Raises `error` itself if a reader failed with anything but `Unreadable`.
    """
    for each in error.errors(include_url=False, include_input=False):
        name = str(each["loc"][0])
        if each["type"] == "missing":
            yield name, Unreadable("missing-field")
            continue
        fault = each.get("ctx", {}).get("error")
        if not isinstance(fault, Unreadable):
            raise error  # a bug in a reader, not a mistake of the editor
        yield name, fault


def _problem_for_field(
    file: SourceFile,
    fields: Mapping[str, HeaderEntry],
    kind: type[Record],
    name: str,
    fault: Unreadable,
    *,
    level: Level,
) -> Problem:
    entry = fields.get(name)
    if entry:
        return make_problem(entry.path, entry.line, entry.key, fault, level)
    key = header_keys(kind)[name]
    label = key.labels[0] if key.labels else (key.name or name)
    if fault.code == "missing-field":
        fault = Unreadable("missing-field", suggestion=f"{label}: {key.example or ''}".strip())
    return make_problem(file.path, 1, label, fault, level)
