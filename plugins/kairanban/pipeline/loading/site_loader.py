"""Loading of a whole site for one build: settings, records, findings, history, and "now"."""

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
from ...content.folder.source_files import RECORD_TYPES
from ...content.problems import Problem, sort_problems
from ...content.publication import LoadedContent, published_collection, unpublished_paths
from ...content.rules import (
    Library,
    check_attachments,
    check_duplicate_reports,
    check_library,
    linked_files,
)
from ...content.schema import Report
from ...content.source_record import SourceRecord
from ...history.log import read_history
from ...history.revisions import build_revisions
from ...history.versions import read_versions
from ...reports.markdown_renderer import MarkdownRenderer
from ...reports.report_summary import ReportSummary
from ...reports.sections.parsed_body import ParsedBody
from ...settings import Settings
from ...site.context import page_paths, translated_page_paths
from ...site.dependencies import ALWAYS_SINCE, ALWAYS_UNTIL, Dependencies, DependencyTracker
from ...site.i18n.locales import load_locales
from ...site.i18n.translated_locale import TranslatedLocale
from ..assets.image_infos import ImageInfos
from ..guard.preflight import check_preflight
from ..guard.published_anchors import PublishedAnchors
from ..guard.published_events import check_published_events
from ..store.store import SourceRow, Store
from .content_loader import ContentLoader, LazyMapping
from .cross_file_checks import CrossFileChecks
from .spool import Spool
from .translation_loader import TranslationLoader


class LoadedSite(Struct, frozen=True, kw_only=True):
    """A content folder as one build has loaded it, with the findings in it.

    `now` is aware, in UTC; nothing else reads the clock.
    """

    settings: Settings
    content_folder: Path
    loaded: LoadedContent
    now: datetime
    revisions: Mapping[str, Revision]  # of calendar entries, by the event's slug
    renderer: MarkdownRenderer
    bodies: Mapping[str, ParsedBody]  # of reports, by slug
    summaries: Mapping[str, ReportSummary]  # of reports, by slug
    page_path_by_source: Mapping[str, str]  # by path of a record's source file: its page's path
    language_by_page_path: Mapping[
        str, str
    ]  # by path of a page in another language: that language's code
    loader: ContentLoader
    translations: TranslationLoader
    rules: CrossFileChecks
    image_infos: ImageInfos
    locales: Mapping[str, TranslatedLocale]  # by code: the locales of translations
    addresses: PublishedAnchors
    dependencies: Dependencies  # of the findings: since and until when they hold

    @property
    def collection(self) -> Collection:
        """The records that are published."""
        return self.loaded.collection

    @property
    def files(self) -> frozenset[str]:
        """All files that records may link, relative to the content folder."""
        return self.loaded.files


class InvalidEpoch(ValueError):
    """An error where SOURCE_DATE_EPOCH is not a number of seconds; its text is the value."""


def now_from(environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the instant of the build, aware, in UTC, in whole seconds.

    It is SOURCE_DATE_EPOCH (seconds since 1970) where that is set, else the clock's. Raise
    `InvalidEpoch`. Source: the SOURCE_DATE_EPOCH specification of reproducible-builds.
    """
    given = environment.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise InvalidEpoch(given) from None


def load_site(
    content: Path,
    settings: Settings,
    renderer: MarkdownRenderer | None = None,
    store: Store | None = None,
    catalogues: Path | None = None,
) -> LoadedSite:
    """Load the whole content folder; what is wrong in it is in `loaded.findings`, sorted.

    The git history is checked as well: what was published must stay known, and where the settings
    say `publish`, everything must be committed. With a `store` only what changed is read.
    `catalogues` is the theme's folder of message catalogues. Raise `InvalidEpoch` and
    `CorruptStore`.
    """
    now = now_from()
    renderer = renderer or MarkdownRenderer()
    locales = load_locales(settings.languages, *filter(None, (catalogues,)))
    settings = replace(settings, languages=tuple(locales))
    rows: dict[str, SourceRow] = store.sources() if store else {}
    loader = ContentLoader(
        content=content,
        settings=settings,
        renderer=cache(lambda: renderer),
        rows=rows,
        record_reader=store.record_reader() if store else None,
        started_ns=time.time_ns(),
        fresh_records=Spool(store.file.parent if store else None),
        records=store.memory.records if store and store.memory else {},
        unpacked_summaries=store.memory.summaries if store and store.memory else {},
        keeps_records=bool(store and store.memory),
    )
    library = loader.load_library()
    translations = TranslationLoader(loader, locales)
    translations.read()
    library = replace(library, translations=translations.library())
    tracker = DependencyTracker(now)
    rules = CrossFileChecks.from_store(library, loader, tracker, store)
    image_infos = ImageInfos(content, loader.digests, store)
    addresses = PublishedAnchors.from_store(store)
    with tracker.collect() as dependencies:
        reports: LazyMapping[Report] = LazyMapping(
            sorted(loader.summaries), partial(_report, loader)
        )
        slugs = {kind: frozenset(getattr(library, kind)) for kind in RECORD_TYPES}
        slugs["reports"] = frozenset(reports)
        translations.select_published(slugs)
        collection = published_collection(library, reports, translations.records())
        loaded = LoadedContent(collection, (), loader.folder.paths)
        history = read_history(content, loaded.files)
        former = read_versions(history, loaded, settings)
        bodies = loader.bodies()
        findings = [
            *loader.findings(),
            *_between_files(library, loader, rules, image_infos, settings),
            *addresses.findings(
                loaded,
                loader.summaries,
                loader.rows,
                history,
                bodies,
                renderer=renderer,
                settings=settings,
            ),
            *check_published_events(loaded, history, former, settings, tracker),
            *(check_preflight(loaded, loader.summaries, history) if settings.publish else ()),
        ]
    pages = page_paths(collection, loader.summaries.values(), translations.files)
    return LoadedSite(
        settings=settings,
        content_folder=content,
        loaded=LoadedContent(collection, tuple(sort_problems(findings)), loaded.files),
        now=now,
        revisions=build_revisions(collection, loader.summaries, history, former, settings),
        renderer=renderer,
        bodies=bodies,
        summaries=loader.summaries,
        page_path_by_source=pages,
        language_by_page_path=translated_page_paths(pages, translations.files),
        loader=loader,
        translations=translations,
        locales=locales,
        rules=rules,
        image_infos=image_infos,
        addresses=addresses,
        dependencies=Dependencies(
            since=max(ALWAYS_SINCE, dependencies.since), until=min(ALWAYS_UNTIL, dependencies.until)
        ),
    )


def _report(loader: ContentLoader, slug: str) -> Report:
    record = loader.record(loader.summaries[slug].path).record
    assert isinstance(record, Report)
    return record


def findings_of_pictures(site: LoadedSite, pictures: Set[str]) -> Iterator[Problem]:
    """Yield the problems of `pictures` (paths) at each place where the content shows or links them.

    Warnings are left out.
    """
    rules = site.rules
    files = (*_others(rules.library), *rules.reports_using(pictures))
    for found in site.image_infos.findings(files, site.loader.folder.paths):
        if found.level == "problem":
            yield found


def _others(library: Library) -> list[SourceRecord[Any]]:
    """Return the records of all files but reports and translations."""
    return [
        *(*library.organizations.values(), *library.venues.values(), *library.series.values()),
        *(*library.events.values(), *library.pages.values()),
    ]


def _between_files(
    library: Library,
    loader: ContentLoader,
    rules: CrossFileChecks,
    image_infos: ImageInfos,
    settings: Settings,
) -> Iterator[Problem]:
    yield from check_library(library, settings)
    yield from rules.findings()
    summaries = (summary for _, summary in sorted(loader.summaries.items()))
    meetings = (
        (summary.slug, summary.event, summary.day) for summary in summaries if summary.event
    )
    yield from check_duplicate_reports(meetings, library.reports)
    waiting = unpublished_paths(library.events, library.pages) | rules.unpublished
    paths, used = loader.folder.paths, set(rules.used_files)
    others = _others(library)
    for file in others:
        yield from rules.check_links_of(file, waiting)
        used.update(linked_files(file, paths))
    pictures = list(filter(is_picture, used))
    image_infos.probe_all(pictures)
    if with_findings := image_infos.paths_with_findings(pictures):
        yield from image_infos.findings((*others, *rules.reports_using(with_findings)), paths)
    slugs = {"events": set(library.events), "series": set(library.series)}
    slugs["organizations"] = set(library.organizations)
    attachments = (found.path for found in loader.folder.attachments)
    yield from check_attachments(attachments, used, slugs)
