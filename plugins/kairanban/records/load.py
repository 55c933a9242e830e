"""A content folder read whole: its records, and every problem of every file at once.

Organizations, venues and series come first, because events name them; events before the
reports, which name events.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..settings import Settings
from .collection import Collection
from .folder.sources import SourceFile, Sources, finding, read_sources
from .front_matter.arrange import event_fields, with_online
from .front_matter.nodes import Entry, Scalar
from .problems import Problem, in_order
from .readers.context import Reading
from .recurring.occurrences import announced_days, replacements, without_announced
from .recurring.regular import regular_event
from .rules import Records, broken_rules
from .schema import Event, Organization, Page, Published, Record, Report, Series, Venue
from .validation import validated
from .values import Party

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read. The collection may be published only when no finding is a problem."""

    collection: Collection
    findings: tuple[Problem, ...]  # problems and warnings, in the order of files and lines
    files: frozenset[str]  # all that records may link to, relative to the content folder

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings that forbid publishing."""
        return tuple(found for found in self.findings if found.level == "problem")


@dataclass(frozen=True, slots=True)
class _Loading:
    """What reading one file needs of the others."""

    sources: Sources
    settings: Settings
    names: Reading  # the directories; its other fields are each file's own

    def context(self, slug: str) -> Reading:
        year = re.match(r"(\d{4})(?:-|$)", slug)
        return Reading(
            zone=self.settings.zone,
            year=int(year[1]) if year else None,
            organizations=self.names.organizations,
            venues=self.names.venues,
            series=self.names.series,
        )


def load(content: Path, settings: Settings) -> Loaded:
    """Everything in `content`. Never raises for what stands in the files."""
    sources = read_sources(content)
    names = Reading(
        zone=settings.zone,
        organizations=sources.directory("organizations"),
        venues=sources.directory("venues"),
        series=sources.directory("series"),
    )
    state = _Loading(sources, settings, names)
    series = _records(state, "series", Series)
    records = Records(
        organizations=_records(state, "organizations", Organization),
        venues=_records(state, "venues", Venue),
        series=series,
        regular=_regular(state, series),
        events=_records(state, "events", Event),
        reports=_records(state, "reports", Report),
        pages=_records(state, "pages", Page),
    )
    paths = frozenset(sources.paths)
    findings = [*sources.findings, *broken_rules(records, sources, settings)]
    return Loaded(_published(records), tuple(in_order(findings)), paths)


def _records(state: _Loading, kind: str, record_type: type[AnyRecord]) -> dict[str, AnyRecord]:
    records = {}
    for file in state.sources.files[kind]:
        fields, defaults = _fields(state, file, record_type)
        context = state.context(file.slug)
        record, findings = validated(file, fields, defaults, record_type, context)
        state.sources.findings.extend(findings)
        if record:
            records[file.slug] = record
    return dict(sorted(records.items()))


def _regular(state: _Loading, series: Mapping[str, Series]) -> dict[str, Event]:
    events = {}
    for file in state.sources.files["series"]:
        if file.slug in series:
            defaults = _site_defaults(state, file.header.defaults)
            context = state.context(file.slug)
            event, findings = regular_event(file, series[file.slug], context, defaults)
            state.sources.findings.extend(findings)
            if event:
                events[file.slug] = event
    return dict(sorted(events.items()))


def _fields(
    state: _Loading, file: SourceFile, record_type: type[Record]
) -> tuple[Mapping[str, Entry], dict[str, object]]:
    """A file's fields as the schema reads them, and values for what nobody wrote."""
    if record_type is Report:
        return with_online(dict(file.header.fields)), {}
    if record_type is not Event:
        return file.header.fields, {}
    fields, faults = event_fields(file.header.fields, _series_defaults(state, file))
    for entry, fault in faults:
        told = finding(file.path, entry.line, entry.key, fault, file.level)
        state.sources.findings.append(told)
    return fields, _site_defaults(state, fields)


def _site_defaults(state: _Loading, fields: Mapping[str, Entry]) -> dict[str, object]:
    """What the site says for events that leave it out."""
    defaults: dict[str, object] = {"timezone": Scalar(state.settings.zone, 1)}
    host = state.settings.host
    if host and "host" not in fields and "cohost" not in fields:
        slug = state.names.organizations.find(host)
        name = state.names.organizations.names.get(slug or "", host)
        defaults["host"] = (Party(name=name, slug=slug),)
    return defaults


def _series_defaults(state: _Loading, file: SourceFile) -> Mapping[str, Entry]:
    """What the event's series says for its events; nothing where the series is not known."""
    entry = file.header.fields.get("series")
    if not entry or not isinstance(entry.value, Scalar):
        return {}
    slug = state.names.series.find(entry.value.text)
    series = next((f for f in state.sources.files["series"] if f.slug == slug), None)
    return series.header.defaults if series else {}


def _published(records: Records) -> Collection:
    """The records without drafts and what is hidden."""

    def shown(some: Mapping[str, AnyRecord]) -> dict[str, AnyRecord]:
        return {
            slug: record
            for slug, record in some.items()
            if not isinstance(record, Published) or record.status == "published"
        }

    events = shown(records.events)
    announced = announced_days(events.values())
    return Collection(
        events={
            slug: without_announced(event, announced.get(event.series or "", frozenset()))
            for slug, event in events.items()
        },
        reports=shown(records.reports),
        organizations=records.organizations,
        venues=records.venues,
        series=records.series,
        pages=shown(records.pages),
        regular={
            slug: without_announced(event, announced.get(slug, frozenset()))
            for slug, event in records.regular.items()
        },
        replacements=replacements(events.values()),
    )
