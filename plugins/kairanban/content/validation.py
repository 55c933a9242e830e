"""One file's fields as a record, or all that is wrong with them."""

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
            _problem_for_field(file, fields, kind, name, f, level=file.level)
            for name, f in faults_of(error)
        ]
    for name, warning in context.warnings:
        findings.append(_problem_for_field(file, fields, kind, name, warning, level="warning"))
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
