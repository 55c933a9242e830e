"""Source records: a file's record, and what rules and other files need to know of the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ..settings import Settings
from .folder.links import MarkdownLink, find_links
from .folder.name_matching import Directory, build_directory
from .folder.privacy import PERSONAL_CONTACT_CODES, find_contacts, normalize_contact
from .folder.source_files import RECORD_TYPES, SourceFile, make_problem
from .front_matter.nodes import HeaderEntry, Scalar
from .front_matter.normalization import normalize_event_fields, split_off_online
from .problems import Level, Problem, Unreadable
from .readers.context import ReadContext
from .readers.text import read_materials
from .recurrence.regular_events import read_regular_event
from .schema import Event, Record, Report, Series
from .validation import validate_record
from .values import Party

AnyRecord_co = TypeVar("AnyRecord_co", bound=Record, covariant=True)
DIRECTORY_KINDS = ("organizations", "venues", "series")  # others refer to them by name
MARKDOWN_FIELDS = frozenset({"notice", "note", "program", "plain"})  # fields with Markdown in them


class DirectoryEntry(Struct, frozen=True, kw_only=True):
    """The names of one organization, venue or series, and what its file gives to other files.

    It is read from the front matter alone, so that a faulty record still has its name. `names` is
    the name as written (none if that is missing or no text); `path` is relative to the content
    folder.
    """

    slug: str
    path: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    # Of a series: fields of its events, for those that leave them out.
    defaults: Mapping[str, HeaderEntry] = field(default_factory=dict)
    # Mail addresses and mobile numbers that the file publishes, as `normalize_contact` spells them.
    public_contacts: tuple[str, ...] = ()


class Directories(Struct, frozen=True, kw_only=True):
    """The directories of organizations, venues and series, by which names in files are resolved."""

    organizations: Directory = field(default_factory=Directory)
    venues: Directory = field(default_factory=Directory)
    series: Directory = field(default_factory=Directory)
    # By slug of the series: fields for its events that leave them out.
    defaults: Mapping[str, Mapping[str, HeaderEntry]] = field(default_factory=dict)
    public_contacts: frozenset[str] = frozenset()  # of all entries

    def context(self, slug: str, settings: Settings) -> ReadContext:
        """Return the context for reading the file of this slug, with a year if the slug has one."""
        year = re.match(r"(\d{4})(?:-|$)", slug)
        return ReadContext(
            zone=settings.zone,
            year=int(year[1]) if year else None,
            organizations=self.organizations,
            venues=self.venues,
            series=self.series,
        )


class SourceRecord(Struct, Generic[AnyRecord_co], frozen=True, kw_only=True):
    """One content file after reading, with its findings.

    `record` is None where the fields make no valid record. `level` is that of the file's problems:
    "warning" in drafts and hidden records.
    """

    path: str  # relative to the content folder, with `/`
    slug: str
    level: Level
    record: AnyRecord_co | None
    findings: tuple[Problem, ...]
    field_positions: Mapping[str, tuple[int, str]]  # by field: line (1-based) and key as written
    links: tuple[tuple[MarkdownLink, str | None], ...]  # each with its key, None in the body
    directory_entry: DirectoryEntry
    regular: Event | None = None  # the regular days of a series as one recurring event
    readable: bool = True  # whether the file could be parsed

    def without_body(self) -> "SourceRecord[AnyRecord_co]":
        """Return a copy with an empty body, for the store, which keeps bodies separately."""
        record = self.record.model_copy(update={"body": ""}) if self.record else None
        return replace(self, record=record)

    def with_findings(self, more: Iterable[Problem]) -> "SourceRecord[AnyRecord_co]":
        """Return a copy with `more` findings, such as those of its body, after its own."""
        return replace(self, findings=(*self.findings, *more))

    def with_public_contacts(self, given: tuple[str, ...]) -> "SourceRecord[AnyRecord_co]":
        """Return a copy that takes the contacts in `given` as published.

        They are mail addresses and mobile numbers as `normalize_contact` spells them. Findings
        that call them personal are dropped, and the directory entry lists them.
        """
        if not given:
            return self
        findings = tuple(
            each
            for each in self.findings
            if each.code not in PERSONAL_CONTACT_CODES
            or normalize_contact(str(each.params["text"])) not in given
        )
        known = replace(
            self.directory_entry, public_contacts=(*self.directory_entry.public_contacts, *given)
        )
        return replace(self, findings=findings, directory_entry=known)


def directory_entry(file: SourceFile) -> DirectoryEntry:
    """Return the directory entry of a parsed file, whether or not its record is valid."""
    return DirectoryEntry(
        slug=file.slug,
        path=file.path,
        names=file.names("name"),
        aliases=file.names("aliases"),
        defaults=file.header.defaults,
        public_contacts=file.public_contacts,
    )


def build_directories(
    organizations: Iterable[DirectoryEntry],
    venues: Iterable[DirectoryEntry],
    series: Iterable[DirectoryEntry],
) -> Directories:
    """Return the directories in the site's own language."""
    every = tuple(organizations), tuple(venues), tuple(series)

    def answering(some: Iterable[DirectoryEntry]) -> Directory:
        return build_directory((c.slug, next(iter(c.names), c.slug), c.aliases) for c in some)

    return Directories(
        organizations=answering(every[0]),
        venues=answering(every[1]),
        series=answering(every[2]),
        defaults={each.slug: each.defaults for each in every[2]},
        public_contacts=_public_contacts(*every),
    )


def build_localized_directories(
    originals: Mapping[str, Iterable[DirectoryEntry]],
    translations: Mapping[str, Iterable[DirectoryEntry]],
) -> Directories:
    """Return the directories in the language of `translations`; both mappings are by kind.

    Records are found under their original names as well, and shown under the translated one.
    `defaults` are the event fields in the translations of series.
    """

    def answering(kind: str) -> Directory:
        both = (originals[kind], translations[kind])
        return build_directory(
            (c.slug, next(iter(c.names), ""), c.aliases) for some in both for c in some if c.names
        )

    return Directories(
        organizations=answering("organizations"),
        venues=answering("venues"),
        series=answering("series"),
        defaults={each.slug: each.defaults for each in translations["series"]},
        public_contacts=_public_contacts(
            *(some[kind] for some in (originals, translations) for kind in DIRECTORY_KINDS)
        ),
    )


def _public_contacts(*files: Iterable[DirectoryEntry]) -> frozenset[str]:
    return frozenset(each for some in files for entry in some for each in entry.public_contacts)


def settings_contacts(settings: Settings) -> Iterator[str]:
    """Yield the mail addresses and mobile numbers that the site's settings publish."""
    own = (settings.contact, settings.register, settings.mailing_list, settings.donate)
    other = (text for words in settings.translated.values() for text in words.values())
    for text in (*own, *other):
        if isinstance(text, str):
            yield from find_contacts(text)


def read_source_record(
    file: SourceFile, kind: str, directories: Directories, settings: Settings
) -> SourceRecord[Record]:
    """Return the source record of a parsed file in the folder `kind` (`events` …).

    Its findings are all that is wrong in the file alone; `rules` finds what is wrong between files.
    """
    findings = list(file.findings(directories.public_contacts.union(settings_contacts(settings))))
    fields, faults, defaults = _fields(file, kind, directories, settings)
    findings += [make_problem(file.path, e.line, e.key, fault, file.level) for e, fault in faults]
    context = directories.context(file.slug, settings)
    record, more = validate_record(file, fields, defaults, RECORD_TYPES[kind], context)
    findings += more
    regular = None
    if isinstance(record, Series):
        regular, more = read_regular_event(
            file,
            record,
            directories.context(file.slug, settings),
            _site_defaults(file.header.defaults, directories, settings),
        )
        findings += more
    return SourceRecord(
        path=file.path,
        slug=file.slug,
        level=file.level,
        record=record,
        findings=tuple(findings),
        field_positions={
            name: (entry.line, entry.key) for name, entry in file.header.fields.items()
        },
        links=tuple(find_written_links(file)),
        directory_entry=directory_entry(file),
        regular=regular,
    )


def unreadable_record(path: str, slug: str, fault: Unreadable) -> SourceRecord[Any]:
    """Return the source record of a file that cannot be parsed; `fault` is its one finding."""
    return SourceRecord(
        path=path,
        slug=slug,
        level="problem",
        record=None,
        findings=(make_problem(path, None, None, fault, "problem"),),
        field_positions={},
        links=(),
        directory_entry=DirectoryEntry(slug=slug, path=path),
        readable=False,
    )


def _fields(
    file: SourceFile, kind: str, directories: Directories, settings: Settings
) -> tuple[Mapping[str, HeaderEntry], list[tuple[HeaderEntry, Unreadable]], dict[str, object]]:
    """Return a file's fields in the form that the schema reads, their faults, and defaults.

    The defaults are the site's values for fields that neither the file nor its series has.
    """
    if RECORD_TYPES[kind] is Report:
        return split_off_online(dict(file.header.fields)), [], {}
    if RECORD_TYPES[kind] is not Event:
        return file.header.fields, [], {}
    fields, faults = normalize_event_fields(file.header.fields, _series_defaults(file, directories))
    return fields, faults, _site_defaults(fields, directories, settings)


def _site_defaults(
    fields: Mapping[str, HeaderEntry], directories: Directories, settings: Settings
) -> dict[str, object]:
    """Return the site's values for event fields: its zone, and its host where none is written."""
    defaults: dict[str, object] = {"timezone": Scalar(settings.zone, 1)}
    host = settings.host
    if host and "host" not in fields and "cohost" not in fields:
        slug = directories.organizations.find(host)
        name = directories.organizations.names.get(slug or "", host)
        defaults["host"] = (Party(name=name, slug=slug),)
    return defaults


def _series_defaults(file: SourceFile, directories: Directories) -> Mapping[str, HeaderEntry]:
    """Return the fields that an event takes from its series; none if the series is unknown."""
    entry = file.header.fields.get("series")
    if not entry or not isinstance(entry.value, Scalar):
        return {}
    return directories.defaults.get(directories.series.find(entry.value.text) or "", {})


def find_written_links(file: SourceFile) -> Iterator[tuple[MarkdownLink, str | None]]:
    """Yield each link in a file's body and in its fields that hold Markdown, pictures or files.

    The key is that of the field as written, or None for a link in the body.
    """
    for link in find_links(file.source.body, file.source.body_line):
        yield link, None
    for name, entry in file.header.fields.items():
        if name in {"image", "logo"}:
            target = _file_of(file, name)
            if target:
                yield (
                    MarkdownLink(target=target, line=entry.line, picture=True, text=None),
                    entry.key,
                )
        elif name == "materials":
            for target in _files_of(entry):
                yield (
                    MarkdownLink(target=target, line=entry.line, picture=False, text=None),
                    entry.key,
                )
        elif name in MARKDOWN_FIELDS:
            text = getattr(entry.value, "text", None) or getattr(entry.value, "source", "")
            for link in find_links(str(text), entry.value.line):
                yield link, entry.key


def _files_of(materials: HeaderEntry) -> tuple[str, ...]:
    """Return the files and addresses in a materials field; none if it cannot be read."""
    try:
        return tuple(link.url for link in read_materials(materials.value))
    except Unreadable:
        return ()


def _file_of(file: SourceFile, name: str) -> str | None:
    """Return the file named in a picture field, a text or a map; None if there is none."""
    value = file.header.fields[name].value
    text = getattr(value, "text", None)
    if text is not None:
        return str(text)
    for key, node in getattr(value, "pairs", ()):
        if key.text in {"file", "ファイル", "画像"}:
            return str(getattr(node, "text", "")) or None
    return None
