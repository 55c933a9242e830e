"""What one build knows: the settings, the records, and "now"."""

import os
import time
from collections.abc import Iterator, Mapping, Set
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...calendars.revision import Revision
from ...content.collection import Collection
from ...content.folder.scan import is_picture
from ...content.folder.source_files import RECORDS
from ...content.problems import Problem, in_order
from ...content.publication import Loaded, held_back_of, published
from ...content.rules import (
    Library,
    linked_files,
    rules_of_all,
    rules_of_meetings,
    rules_of_paths,
)
from ...content.schema import Report
from ...content.source_record import SourceRecord
from ...history.log import read_history
from ...history.revisions import revisions
from ...history.versions import read_past
from ...reports.markdown_renderer import Prose
from ...reports.sections.parsed_body import Told
from ...settings import Settings
from ...site.context import pages_of, translated_pages
from ...site.dependencies import LONG_AGO, NEVER, Noted, Reads
from ...site.i18n.locales import tongues
from ...site.i18n.translated_locale import Other
from ...site.relations.report_summary import Outline
from ..assets.image_infos import Looks
from ..guard.preflight import unfit
from ..guard.published_addresses import Addresses
from ..guard.published_events import lost_entries
from ..store.store import SourceRow, State
from .content_loader import Reading, Stored
from .report_rules import ReportRules
from .spool import Spool
from .translation_loader import Translations


class Site(Struct, frozen=True, kw_only=True):
    """A content folder, read whole. `now` is aware, in UTC; nothing else reads the clock."""

    settings: Settings
    content: Path
    loaded: Loaded
    now: datetime
    revisions: Mapping[str, Revision]  # of calendar entries, by the event's slug
    prose: Prose
    bodies: Mapping[str, Told]  # of reports, by slug
    outlines: Mapping[str, Outline]  # of reports, by slug
    pages: Mapping[str, str]  # of the records: source file -> page's path
    translated: Mapping[str, str]  # by path of a page in another language: that language's code
    reading: Reading
    translations: Translations
    rules: ReportRules
    looks: Looks
    tongues: Mapping[str, Other]  # into which content may be translated, by code
    addresses: Addresses
    noted: Noted  # of what was found out here: until when it stays

    @property
    def collection(self) -> Collection:
        """The records to be published."""
        return self.loaded.collection

    @property
    def files(self) -> frozenset[str]:
        """All that records may link to, relative to the content folder."""
        return self.loaded.files


class BadEpoch(ValueError):
    """SOURCE_DATE_EPOCH is no number of seconds."""


def now_from(environment: Mapping[str, str] = os.environ) -> datetime:
    """The instant of the build, in UTC: SOURCE_DATE_EPOCH (seconds since 1970), else the clock.

    Source: the SOURCE_DATE_EPOCH specification of reproducible-builds.
    """
    given = environment.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadEpoch(given) from None


def read_site(
    content: Path,
    settings: Settings,
    prose: Prose | None = None,
    state: State | None = None,
    catalogues: Path | None = None,
) -> Site:
    """The whole content folder, read; what is wrong in it is in `loaded.findings`.

    Its history as well: what was published must stay known, and what is published be committed.
    With a `state` only what changed is read. `catalogues` is the theme's folder of them.
    """
    now = now_from()
    prose = prose or Prose()
    known = tongues(settings.languages, *filter(None, (catalogues,)))
    settings = replace(settings, languages=tuple(known))
    rows: dict[str, SourceRow] = state.sources() if state else {}
    reading = Reading(
        content=content,
        settings=settings,
        prose=cache(lambda: prose),
        rows=rows,
        texts=state.texts() if state else None,
        began=time.time_ns(),
        fresh=Spool(state.file.parent if state else None),
        records=state.memory.records if state and state.memory else {},
        unpacked=state.memory.outlines if state and state.memory else {},
        keeps_records=bool(state and state.memory),
    )
    library = reading.library()
    translations = Translations(reading, known)
    translations.read()
    library = replace(library, translations=translations.library())
    reads = Reads(now)
    rules = ReportRules.of(library, reading, reads, state)
    looks = Looks(content, reading.digests, state)
    addresses = Addresses.of(state)
    with reads.noting() as noted:
        reports: Stored[Report] = Stored(sorted(reading.outlines), partial(_report, reading))
        slugs = {kind: frozenset(getattr(library, kind)) for kind in RECORDS}
        slugs["reports"] = frozenset(reports)
        translations.choose(slugs)
        collection = published(library, reports, translations.records())
        loaded = Loaded(collection, (), reading.folder.paths)
        history = read_history(content, loaded.files)
        past = read_past(history, loaded, settings)
        bodies = reading.told()
        findings = [
            *reading.findings(),
            *_between_files(library, reading, rules, looks, settings),
            *addresses.findings(
                loaded,
                reading.outlines,
                reading.rows,
                history,
                bodies,
                prose=prose,
                settings=settings,
            ),
            *lost_entries(loaded, history, past, settings, reads),
            *(unfit(loaded, reading.outlines, history) if settings.publish else ()),
        ]
    pages = pages_of(collection, reading.outlines.values(), translations.files)
    return Site(
        settings=settings,
        content=content,
        loaded=Loaded(collection, tuple(in_order(findings)), loaded.files),
        now=now,
        revisions=revisions(collection, reading.outlines, history, past, settings),
        prose=prose,
        bodies=bodies,
        outlines=reading.outlines,
        pages=pages,
        translated=translated_pages(pages, translations.files),
        reading=reading,
        translations=translations,
        tongues=known,
        rules=rules,
        looks=looks,
        addresses=addresses,
        noted=Noted(since=max(LONG_AGO, noted.since), until=min(NEVER, noted.until)),
    )


def _report(reading: Reading, slug: str) -> Report:
    record = reading.record(reading.outlines[slug].path).record
    assert isinstance(record, Report)
    return record


def findings_of_pictures(site: Site, pictures: Set[str]) -> Iterator[Problem]:
    """What is wrong with these files of the content, wherever it shows them."""
    rules = site.rules
    files = (*_others(rules.library), *rules.using(pictures))
    for found in site.looks.findings(files, site.reading.folder.paths):
        if found.level == "problem":
            yield found


def _others(library: Library) -> list[SourceRecord[Any]]:
    """All files but reports."""
    return [
        *(*library.organizations.values(), *library.venues.values(), *library.series.values()),
        *(*library.events.values(), *library.pages.values()),
    ]


def _between_files(
    library: Library, reading: Reading, rules: ReportRules, looks: Looks, settings: Settings
) -> Iterator[Problem]:
    yield from rules_of_all(library, settings)
    yield from rules.findings()
    outlines = (told for _, told in sorted(reading.outlines.items()))
    meetings = ((told.slug, told.event, told.day) for told in outlines if told.event)
    yield from rules_of_meetings(meetings, library.reports)
    waiting = held_back_of(library.events, library.pages) | rules.held_back
    paths, used = reading.folder.paths, set(rules.used)
    others = _others(library)
    for file in others:
        yield from rules.links_of(file, waiting)
        used.update(linked_files(file, paths))
    pictures = list(filter(is_picture, used))
    looks.look_at(pictures)
    if doubtful := looks.doubtful(pictures):
        yield from looks.findings((*others, *rules.using(doubtful)), paths)
    slugs = {"events": set(library.events), "series": set(library.series)}
    slugs["organizations"] = set(library.organizations)
    attachments = (found.path for found in reading.folder.attachments)
    yield from rules_of_paths(attachments, used, slugs)
