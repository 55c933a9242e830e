"""The choice of the records that are published, and the findings that forbid publishing."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from .collection import Collection
from .folder.scan import ContentFile
from .folder.source_files import SourceFile, parse_source_file
from .problems import Problem, Unreadable
from .recurrence.occurrences import announced_days, exclude_announced_days, find_replacements
from .rules import (
    Library,
)
from .schema import Publishable, Record, Report
from .source_record import (
    SourceRecord,
)
from .translations.translation import Translation

AnyRecord = TypeVar("AnyRecord", bound=Record)


class LoadedContent(Struct, frozen=True):
    """The loaded content of a site.

    The collection may be published only if no finding has the level "problem".
    """

    collection: Collection
    findings: tuple[Problem, ...]  # problems and warnings, sorted by path and line
    files: frozenset[str]  # paths that records may link to, relative to the content folder

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings that forbid publishing."""
        return tuple(found for found in self.findings if found.level == "problem")


def read_source_file(content: Path, found: ContentFile) -> SourceFile:
    """Read and parse one file below the folder `content`.

    Raises `Unreadable` where it cannot be opened or is no text with front matter.
    """
    try:
        return parse_source_file(found, (content / found.path).read_bytes())
    except OSError as error:
        raise Unreadable("unreadable-file", reason=error.strerror or "") from None


def unpublished_paths(*kinds: Mapping[str, SourceRecord[Record]]) -> frozenset[str]:
    """Return the paths of the drafts and hidden records in these mappings by slug."""
    return frozenset(
        file.path
        for some in kinds
        for file in some.values()
        if file.record and not is_published(file.record)
    )


def published_collection(
    library: Library,
    reports: Mapping[str, Report],
    translations: Mapping[str, Mapping[str, Mapping[str, Translation]]],
) -> Collection:
    """Return the collection of published records.

    Drafts and hidden records of `library` are left out; `reports` and `translations` hold only
    what is published already.
    """
    events = _published_records(library.events)
    announced = announced_days(events.values())
    regular = {slug: file.regular for slug, file in sorted(library.series.items()) if file.regular}
    return Collection(
        events={
            slug: exclude_announced_days(event, announced.get(event.series or "", frozenset()))
            for slug, event in events.items()
        },
        reports=reports,
        organizations=_published_records(library.organizations),
        venues=_published_records(library.venues),
        series=_published_records(library.series),
        pages=_published_records(library.pages),
        regular={
            slug: exclude_announced_days(event, announced.get(slug, frozenset()))
            for slug, event in regular.items()
        },
        replacements=find_replacements(events.values()),
        translations=translations,
    )


def is_published(record: Record | None) -> bool:
    """Return whether a record is to be published; False for None."""
    if isinstance(record, Translation):
        return not record.unpublished
    return record is not None and (
        not isinstance(record, Publishable) or record.status == "published"
    )


def _published_records(files: Mapping[str, SourceRecord[AnyRecord]]) -> dict[str, AnyRecord]:
    return {
        slug: file.record
        for slug, file in sorted(files.items())
        if file.record and is_published(file.record)
    }
