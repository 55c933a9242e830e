"""What every page is made with: the records, the settings, and notes of all that is looked at."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..calendars.entries import Entry
from ..calendars.feeds import Feeds
from ..calendars.revision import Revision
from ..images.photos.kinds import Look
from ..records.collection import Collection
from ..records.problems import Unreadable
from ..records.schema import Event, Report
from ..reports.body import Prose, place
from ..reports.sections.parts import Told
from ..settings import Settings
from . import links
from .join.calls import Calls
from .join.cards import Cards
from .join.coming import Coming
from .join.files import Files, SourceLinks
from .join.index import Index
from .join.outline import Outline
from .reads import Derived, Names, Reads, Table
from .social import Social
from .words.times import event_over_at

RECORDS = ("events", "reports", "organizations", "venues", "series", "pages", "regular")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a site is made from, as it was read. `files` are those that are no records."""

    collection: Collection  # of reports, those that are looked at are read then
    bodies: Mapping[str, Told]  # of reports, by slug; the same
    revisions: Mapping[str, Revision]
    index: Mapping[str, Mapping[str, Any]]
    content: Path
    pages: Mapping[str, str]  # of the records: source file -> page's path
    paths: Set[str]
    files: Mapping[str, str]
    recipe: str  # of social cards, "" for none
    worded: bool  # whether they have words
    looks: Mapping[str, Look | Unreadable]  # of pictures among them
    settings: Settings
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Handed to every function that makes something. Looking at anything in it is noted."""

    collection: Collection
    settings: Settings
    reads: Reads
    index: Index
    files: Files
    prose: Prose
    cards: Cards
    coming: Coming
    calls: Calls
    bodies: Table[Told]  # of reports, by slug
    revisions: Table[Revision]
    social: Social
    feeds: Feeds
    entries: Derived[Entry]  # of calendars, by event

    @property
    def derived(self) -> tuple[Derived[Any], ...]:
        """All that is made once and shown in many places."""
        return (
            *(self.cards.events, self.cards.reports, self.cards.sessions),
            *(self.calls.of, self.calls.told, self.entries),
        )

    def links(self, source: str, page: str) -> SourceLinks:
        """What links and pictures in the content file `source` are on a page, or in a feed."""
        return self.files.of(source, plain=page.startswith(links.FEEDS))

    def part(self, text: str | None, source: str, page: str, *, top: int = 3) -> Markup | None:
        """A short Markdown text from the content file `source`, as it stands on a page."""
        if not text:
            return None
        made = self.prose.part(text, self.links(source, page), top=top)
        return place(made, links.root_of(page, self.settings))

    def body(self, text: str, source: str, page: str) -> Markup | None:
        """The text below a file's header, as it stands on its page; None where there is none."""
        if not text.strip():
            return None
        made = self.prose.body(text, self.links(source, page))
        return place(made, links.root_of(page, self.settings))

    def is_over(self, event: Event) -> bool:
        return self.reads.passed(event_over_at(event, self.settings))

    def events(self, slugs: Iterable[str]) -> tuple[Event, ...]:
        """The records of these."""
        return tuple(self.collection.events[slug] for slug in slugs)

    def event_of(self, report: Report) -> Event | None:
        """The event that a report tells of."""
        return self.collection.events[report.event.event] if report.event else None


def making(source: Source, reads: Reads) -> Making:
    """All of it, nothing made yet."""
    settings = source.settings
    records: dict[str, Any] = {
        name: Table(name, getattr(source.collection, name), reads)
        for name in (*RECORDS, "replacements")
    }
    collection = Collection(**records)
    index = Index(**{name: Table(name, table, reads) for name, table in source.index.items()})
    bodies = Table("told", source.bodies, reads)
    revisions = Table("revisions", source.revisions, reads)
    files = Files(
        content=source.content,
        known=Names("paths", source.paths, reads),
        pages=Table("pages-of", source.pages, reads),
        bytes=Table("files", source.files, reads),
        looks=source.looks,
        reads=reads,
    )
    cards = Cards(
        collection=collection,
        bodies=bodies,
        settings=settings,
        reads=reads,
        index=index,
        files=files,
    )

    def picture_url(event: Event) -> str | None:
        shown = files.of(event.path).picture_view(event.image)
        return links.absolute(shown.path, settings) if shown else None

    def reports_of(event: Event) -> tuple[Report, ...]:
        return tuple(collection.reports[slug] for slug in index.reports_of.get(event.slug, ()))

    def entry_of(slug: str) -> Entry:
        return feeds.made_entry(collection.events[slug])

    entries = Derived("entries", entry_of, reads)
    feeds = Feeds(
        collection=collection,
        settings=settings,
        revisions=revisions,
        picture_url=picture_url,
        reports_of=reports_of,
        entry_of=lambda event: entries[event.slug],
    )
    return Making(
        collection=collection,
        settings=settings,
        reads=reads,
        index=index,
        files=files,
        prose=source.prose,
        cards=cards,
        coming=Coming(collection=collection, settings=settings, reads=reads, cards=cards),
        calls=Calls(
            collection=collection, bodies=bodies, index=index, settings=settings, reads=reads
        ),
        bodies=bodies,
        revisions=revisions,
        social=Social(recipe=source.recipe, worded=source.worded, settings=settings, reads=reads),
        feeds=feeds,
        entries=entries,
    )


def pages_of(collection: Collection, outlines: Iterable[Outline]) -> Mapping[str, str]:
    """Where the page of each content file is."""
    kinds: tuple[tuple[Mapping[str, Any], Callable[[str], str]], ...] = (
        (collection.events, links.event_path),
        (collection.organizations, links.organization_path),
        (collection.venues, links.venue_path),
        (collection.series, links.series_path),
        (collection.pages, links.page_path),
    )
    pages = {record.path: path(slug) for some, path in kinds for slug, record in some.items()}
    return pages | {report.path: links.report_path(report.slug) for report in outlines}
