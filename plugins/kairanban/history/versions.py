"""Former versions of files, of which only the fields that calendars need are read."""

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date
from io import BytesIO
from typing import TypeVar

from msgspec import Struct, field
from pydantic import BaseModel, ConfigDict, ValidationError

from ..content import readers as r
from ..content.folder.name_matching import Directory, build_directory, fold_organization_name
from ..content.folder.scan import ContentFile, classify
from ..content.folder.source_files import RECORD_TYPES, SourceFile
from ..content.front_matter.document import FENCE, split_document
from ..content.front_matter.fields import read_header
from ..content.front_matter.normalization import normalize_event_fields
from ..content.problems import Unreadable
from ..content.publication import LoadedContent
from ..content.readers.context import ReadContext
from ..content.schema import Event
from ..settings import Settings
from .git import read_blobs
from .log import History

VersionKey = tuple[str, str]  # path relative to the content folder, and blob id


class ReportVersion(BaseModel):
    """A past version of a report; see `content.schema.Report`."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    status: r.PublicationStatusField = "published"
    event: r.OccurrenceRefField | None = None

    @property
    def about(self) -> str | None:
        """The slug of the event that the report was shown with; None if there was none."""
        return self.event.event if self.event and self.status == "published" else None


class EventVersion(BaseModel):
    """A past version of an event; see `content.schema.Event`."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    status: r.PublicationStatusField = "published"
    timezone: r.Zone = ""
    title: r.Line | None = None
    when: r.When | None = None
    event_status: r.EventStatusField = "scheduled"
    was: r.SpansField = ()
    repeat: r.Line | None = None
    replaces: r.OccurrenceRefField | None = None
    series: r.SeriesRef | None = None
    uid: r.Uid | None = None

    @property
    def about(self) -> str | None:
        """The slug of the event of which it replaced an occurrence; None if there was none."""
        return self.replaces.event if self.replaces and self.published else None

    @property
    def published(self) -> bool:
        """Whether it was published, which it cannot have been where it cannot be read."""
        return self.status == "published" and self.title is not None and self.when is not None

    @property
    def days(self) -> frozenset[tuple[str, date]]:
        """Its series' slug with each day on which it took the place of a regular day."""
        if not self.published or not self.when or not self.series or self.repeat or self.replaces:
            return frozenset()
        return frozenset((self.series, day) for day in {*self.former_days, self.when.first_day})

    @property
    def former_days(self) -> frozenset[date]:
        """The first days of the spans in `was`."""
        return frozenset(span.first_day for span in self.was)


class FormerVersions(Struct, frozen=True):
    """The past versions that could be read.

    They are of files that have more than one version, are deleted or have uncommitted edits; for
    all others, today's record holds what the only version says. `names` are the folded names and
    aliases of a venue or an organization.
    """

    events: Mapping[VersionKey, EventVersion] = field(default_factory=dict)
    reports: Mapping[VersionKey, ReportVersion] = field(default_factory=dict)
    names: Mapping[VersionKey, frozenset[str]] = field(default_factory=dict)


AnyVersion = TypeVar("AnyVersion", bound=BaseModel)
VERSIONED_KINDS = frozenset({"events", "reports", "organizations", "venues"})


def read_versions(history: History, loaded: LoadedContent, settings: Settings) -> FormerVersions:
    """Return the past versions of a history; `loaded` is today's content."""
    series = loaded.collection.series.values()
    names = build_directory((each.slug, each.name, ()) for each in series)
    wanted: dict[str, list[ContentFile]] = {}
    for found, blob in _versions(history, loaded.files):
        wanted.setdefault(blob, []).append(found)
    events: dict[VersionKey, EventVersion] = {}
    reports: dict[VersionKey, ReportVersion] = {}
    former_names: dict[VersionKey, frozenset[str]] = {}
    for blob, data in read_blobs(history.content, wanted):
        for found in wanted[blob]:
            file = _parse_header(found, data)
            version = found.path, blob
            if file is None:
                continue
            if found.kind == "events":
                events[version] = _read(file, EventVersion, settings, names)
            elif found.kind == "reports":
                reports[version] = _read(file, ReportVersion, settings, names)
            else:
                former_names[version] = frozenset(
                    fold_organization_name(name)
                    for key in ("name", "aliases")
                    for name in file.names(key)
                )
    return FormerVersions(events, reports, former_names)


def _versions(history: History, files: Set[str]) -> Iterator[tuple[ContentFile, str]]:
    """Yield the versions to read, as file and blob id; see `FormerVersions` for which they are."""
    for path, changes in history.changes.items():
        if len(changes) == 1 and path in files and path not in history.uncommitted:
            continue
        found = classify(path)
        if isinstance(found, ContentFile) and found.kind in VERSIONED_KINDS and not found.language:
            for blob in {change.blob for change in changes if change.blob}:
                yield found, blob


def _parse_header(found: ContentFile, data: bytes) -> SourceFile | None:
    """Return a version parsed, without its body; None where its header cannot be read."""
    assert found.kind
    try:
        source = split_document(_without_body(data), found.path)
    except Unreadable:
        return None
    return SourceFile(
        found.path, found.slug, source, read_header(source.header_entries, RECORD_TYPES[found.kind])
    )


def _without_body(data: bytes) -> bytes:
    """Return a file up to the end of its header, as reading the rest takes most of the time."""
    lines = BytesIO(data)
    fences = 0
    for line in lines:
        fences += bool(FENCE.match(line.decode(errors="replace").lstrip("\ufeff")))
        if fences == 2:
            break
    return data[: lines.tell()]


def _read(
    file: SourceFile, kind: type[AnyVersion], settings: Settings, series: Directory
) -> AnyVersion:
    """Return a past version, without the fields that cannot be read."""
    year = re.match(r"(\d{4})(?:-|$)", file.slug)
    context = ReadContext(zone=settings.zone, year=int(year[1]) if year else None, series=series)
    known = {*kind.model_fields, "start", "end", "time"}
    fields = {name: entry for name, entry in file.header.fields.items() if name in known}
    if kind is EventVersion:
        fields, _ = normalize_event_fields(fields, {})
    values = {name: entry.value for name, entry in fields.items()}
    try:
        return kind.model_validate(values, context=context)
    except ValidationError as error:
        faulty = {each["loc"][0] for each in error.errors(include_url=False, include_input=False)}
        readable = {name: value for name, value in values.items() if name not in faulty}
        return kind.model_validate(readable, context=context)


def as_version(event: Event) -> EventVersion:
    """Return today's event in the form of a past version, to compare the two."""
    fields = {name: getattr(event, name) for name in EventVersion.model_fields}
    return EventVersion.model_construct(**fields)
