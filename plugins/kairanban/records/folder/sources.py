"""The files of a content folder, read and taken apart, with all that is wrong so far."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..front_matter.fences import Source, split
from ..front_matter.fields import Header, header
from ..front_matter.nodes import Scalar
from ..problems import Level, Problem, Unreadable
from ..readers.text import split_names
from ..schema import Event, Organization, Page, Record, Report, Series, Venue
from .naming import Directory, directory
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


@dataclass(frozen=True, slots=True)
class Sources:
    """The whole folder: the files of each kind, and every path that may be linked."""

    files: Mapping[str, list[SourceFile]] = field(default_factory=lambda: {k: [] for k in RECORDS})
    slugs: Mapping[str, dict[str, SourceFile]] = field(
        default_factory=lambda: {k: {} for k in RECORDS}
    )
    paths: set[str] = field(default_factory=set)
    findings: list[Problem] = field(default_factory=list)

    def directory(self, kind: str) -> Directory:
        """Who answers to which name, from the headers alone: a faulty record still has its name."""
        return directory(
            (file.slug, next(iter(file.names("name")), file.slug), file.names("aliases"))
            for file in self.files[kind]
        )


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


def read_sources(content: Path) -> Sources:
    """Every file below `content`, in the order of paths. Never raises for what stands there."""
    sources = Sources()
    if not content.is_dir():
        fault = Unreadable("no-content")
        sources.findings.append(finding("", None, None, fault, "problem"))
        return sources
    for item in scan(content):
        if not isinstance(item, Found):
            sources.findings.append(finding(item[0], None, None, item[1], "problem"))
            continue
        sources.paths.add(item.path)
        if item.kind:
            sources.findings.extend(_read(content, item, item.kind, sources))
    return sources


def _read(content: Path, found: Found, kind: str, sources: Sources) -> Iterator[Problem]:
    """Adds a file to `sources`; yields what is wrong in it so far."""
    try:
        source = split((content / found.path).read_bytes(), found.path)
    except Unreadable as fault:
        yield finding(found.path, None, None, fault, "problem")
        return
    except OSError as error:
        refused = Unreadable("unreadable-file", reason=error.strerror or "")
        yield finding(found.path, None, None, refused, "problem")
        return
    file = SourceFile(found.path, found.slug, source, header(source.entries, RECORDS[kind]))
    first = sources.slugs[kind].setdefault(file.slug, file)
    if first is not file:
        twice = Unreadable("duplicate-slug", name=file.slug, other=first.path)
        yield finding(found.path, None, None, twice, "problem")
        return
    sources.files[kind].append(file)
    for line, told in (*source.faults, *private(source.text)):
        yield finding(found.path, line, None, told, file.level)
    for entry, told in file.header.faults:
        yield finding(found.path, entry.line, entry.key, told, file.level)
