"""The files of a content folder, read and taken apart, with all that is wrong so far."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..front_matter.fences import Source, split
from ..front_matter.fields import Header, header
from ..front_matter.nodes import Scalar
from ..problems import Level, Problem, Unreadable
from ..readers.text import split_names
from ..schema import Event, Organization, Page, Record, Report, Series, Venue
from .private import private
from .scan import Found, scan

RECORDS: Mapping[str, type[Record]] = {
    "organizations": Organization,
    "venues": Venue,
    "series": Series,
    "events": Event,
    "reports": Report,
    "pages": Page,
}
HELD_BACK = frozenset({"draft", "下書き", "下書", "hidden", "非公開"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file on its way to a record."""

    path: str
    slug: str
    source: Source
    header: Header

    @property
    def level(self) -> Level:
        """How bad a finding in it is: what is not published yet may still be wrong."""
        entry = self.header.fields.get("status")
        if not entry or not isinstance(entry.value, Scalar):
            return "problem"
        status = unicodedata.normalize("NFKC", entry.value.text).strip().lower()
        return "warning" if status in HELD_BACK else "problem"

    def names(self, field_name: str) -> tuple[str, ...]:
        """The names in a field, as far as they can be read."""
        entry = self.header.fields.get(field_name)
        if entry is None:
            return ()
        if field_name == "name":
            return (entry.value.text,) if isinstance(entry.value, Scalar) else ()
        try:
            return tuple(name.text for name in split_names(entry.value))
        except Unreadable:
            return ()

    def findings(self) -> Iterator[Problem]:
        """What is wrong with it before anybody knows what its values mean."""
        for line, told in (*self.source.faults, *private(self.source.text)):
            yield finding(self.path, line, None, told, self.level)
        for entry, told in self.header.faults:
            yield finding(self.path, entry.line, entry.key, told, self.level)


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in the content folder: its records' files by kind and slug, in the order of paths."""

    files: Mapping[str, Mapping[str, Found]]
    attachments: tuple[Found, ...]  # what is no record
    paths: frozenset[str]  # all that may be linked
    findings: tuple[Problem, ...]


def finding(
    path: str, line: int | None, key: str | None, fault: Unreadable, level: Level
) -> Problem:
    """A fault at its place: on its own line where it knows one, else on `line`."""
    return Problem(
        path=path,
        line=fault.line or line,
        key=key,
        code=fault.code,
        level=level,
        suggestion=fault.suggestion,
        params=fault.params,
    )


def read_folder(content: Path) -> Folder:
    """The files below `content`, none of them opened. Never raises for what stands there."""
    files: dict[str, dict[str, Found]] = {kind: {} for kind in RECORDS}
    paths: set[str] = set()
    attachments = []
    findings = []
    if not content.is_dir():
        findings.append(finding("", None, None, Unreadable("no-content"), "problem"))
    for item in scan(content):
        if not isinstance(item, Found):
            findings.append(finding(item[0], None, None, item[1], "problem"))
            continue
        paths.add(item.path)
        if item.kind:
            first = files[item.kind].setdefault(item.slug, item)
            if first is not item:
                twice = Unreadable("duplicate-slug", name=item.slug, other=first.path)
                findings.append(finding(item.path, None, None, twice, "problem"))
        else:
            attachments.append(item)
    return Folder(files, tuple(attachments), frozenset(paths), tuple(findings))


def parsed(found: Found, data: bytes) -> SourceFile:
    """A file taken apart. Raises `Unreadable` where it is no text with a header."""
    assert found.kind
    source = split(data, found.path)
    return SourceFile(found.path, found.slug, source, header(source.entries, RECORDS[found.kind]))
