"""What every page is made with: the records, the settings, and notes of all that is looked at."""

from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from ..calendars.revision import Revision
from ..content.collection import Collection
from ..content.folder.scan import Found
from ..content.problems import Unreadable
from ..content.schema import Event, Report
from ..content.translations.translation import Translation
from ..images.photos.image_type import Look
from ..reports.markdown_renderer import Prose, place
from ..reports.sections.parsed_body import Told
from ..settings import Settings
from . import urls as links
from .dependencies import Derived, Names, Reads, Table
from .format.times import event_over_at
from .i18n.locale import JAPANESE, Language
from .i18n.localized_settings import Spoken, spoken
from .i18n.overlay import Overlay, collection_in
from .relations.calls import Calls
from .relations.cards import Cards
from .relations.content_links import Files, SourceLinks
from .relations.relations import Index
from .relations.report_summary import Outline
from .relations.upcoming import Coming
from .social_cards import Social

if TYPE_CHECKING:
    from ..calendars.entries import Entry
    from ..calendars.feeds import Feeds

TRANSLATED = ("events", "reports", "organizations", "venues", "series", "pages")
RECORDS = (*TRANSLATED, "regular")


class Source(Struct, frozen=True, kw_only=True):
    """What a site is made from, as it was read. `files` are those that are no records."""

    collection: Collection  # of reports, those that are looked at are read then
    bodies: Mapping[str, Told]  # of reports, by slug; the same
    told_in: Mapping[str, Mapping[str, Told]]  # the same by language, of their translations
    revisions: Mapping[str, Revision]
    index: Mapping[str, Mapping[str, Any]]
    content: Path
    pages: Mapping[str, str]  # of the records: source file -> page's path
    translated: Mapping[str, str]  # by path of a page in another language: that language's code
    paths: Set[str]
    files: Mapping[str, str]
    recipe: str  # of social cards, "" for none
    worded: bool  # whether they have words
    looks: Mapping[str, Look | Unreadable]  # of pictures among them
    settings: Settings
    prose: Prose
    tongues: Mapping[str, Language]  # into which content may be translated, by code


class Making(Struct, frozen=True, kw_only=True):
    """Handed to every function that makes something. Looking at anything in it is noted."""

    collection: Collection
    settings: Spoken
    reads: Reads
    index: Index
    files: Files
    prose: Prose
    cards: Cards
    coming: Coming
    calls: Calls
    bodies: Mapping[str, Told]  # of reports, by slug
    revisions: Table[Revision]
    social: Social
    feeds: "Callable[[], Feeds]"
    entries: "Derived[Entry]"  # of calendars, by event
    # By kind: what is said in this language; nothing in Japanese.
    translations: Mapping[str, Mapping[str, Translation]]
    translated: Mapping[str, str]  # by path of a page in another language: that language's code
    tongues: tuple[Language, ...]  # all that pages may be in, Japanese first
    others: Mapping[str, "Making"] = field(default_factory=dict)  # the same in other languages

    @property
    def derived(self) -> tuple[Derived[Any], ...]:
        """All that is made once and shown in many places."""
        return (
            *(derived for each in (self, *self.others.values()) for derived in each.spoken),
            self.entries,
        )

    @property
    def spoken(self) -> tuple[Derived[Any], ...]:
        """What of it is made in this language alone."""
        cards = self.cards
        return cards.events, cards.reports, cards.sessions, self.calls.of, self.calls.told

    def links(self, source: str, page: str) -> SourceLinks:
        """What links and pictures in the content file `source` are on a page, or in a feed."""
        return self.files.of(source, plain=page.startswith(links.FEEDS))

    def part(self, text: str | None, source: str, page: str, *, top: int = 3) -> Markup | None:
        """A short Markdown text from the content file `source`, as it stands on a page."""
        if not text:
            return None
        made = self.prose.part(text, self.links(source, page), top=top)
        return place(made, self.root(page))

    def body(self, text: str, source: str, page: str) -> Markup | None:
        """The text below a file's header, as it stands on its page; None where there is none."""
        if not text.strip():
            return None
        made = self.prose.body(text, self.links(source, page))
        return place(made, self.root(page))

    def at(self, path: str) -> str:
        """Where a page in this language is, of one that is at `path` in Japanese."""
        return self.settings.tongue.prefix + path

    def root(self, path: str) -> str:
        """The way from the page in this language, of one at `path`, to the site's root."""
        return links.root_of(self.at(path), self.settings)

    def address(self, path: str) -> str:
        """The full address of the page at `path`, in this language where it is there."""
        own = self.at(path)
        known = own == path or own in self.translated
        return links.absolute(own if known else path, self.settings)

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
    settings = spoken(source.settings)
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

    def entry_of(slug: str) -> "Entry":
        return feeds().made_entry(collection.events[slug])

    entries = Derived("entries", entry_of, reads)

    @cache
    def feeds() -> "Feeds":
        from ..calendars.feeds import Feeds  # noqa: PLC0415 - takes long, and few edits need it

        return Feeds(
            collection=collection,
            settings=settings,
            revisions=revisions,
            picture_url=picture_url,
            reports_of=reports_of,
            entry_of=lambda event: entries[event.slug],
        )

    made = Making(
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
        translations={kind: {} for kind in TRANSLATED},
        translated=Table("translated", source.translated, reads),
        tongues=(JAPANESE, *source.tongues.values()),
    )
    return replace(made, others={c: _in(made, source, t) for c, t in source.tongues.items()})


def _in(made: Making, source: Source, tongue: Language) -> Making:
    """The same with records, words and prose in another language."""
    reads, index, code = made.reads, made.index, tongue.code
    translations = {
        kind: Table(f"{kind}.{code}", some, reads)
        for kind, some in source.collection.translations[code].items()
    }
    collection = collection_in(made.collection, translations)
    told = Table(f"told.{code}", source.told_in[code], reads)
    bodies: Mapping[str, Told] = Overlay(made.bodies, told, lambda _, other: other)
    settings = spoken(source.settings, tongue)
    cards = Cards(
        collection=collection,
        bodies=bodies,
        settings=settings,
        reads=reads,
        index=index,
        files=made.files,
    )
    return replace(
        made,
        collection=collection,
        settings=settings,
        prose=source.prose.saying(tongue.say),
        cards=cards,
        coming=Coming(collection=collection, settings=settings, reads=reads, cards=cards),
        calls=Calls(
            collection=collection, bodies=bodies, index=index, settings=settings, reads=reads
        ),
        bodies=bodies,
        translations=translations,
        social=replace(made.social, settings=settings),
    )


def pages_of(
    collection: Collection, outlines: Iterable[Outline], translations: Iterable[Found]
) -> Mapping[str, str]:
    """Where the page of each content file is; `translations` are those that are published."""
    kinds: tuple[tuple[Mapping[str, Any], Callable[[str], str]], ...] = (
        (collection.events, links.event_path),
        (collection.organizations, links.organization_path),
        (collection.venues, links.venue_path),
        (collection.series, links.series_path),
        (collection.pages, links.page_path),
    )
    pages = {record.path: path(slug) for some, path in kinds for slug, record in some.items()}
    pages |= {report.path: links.report_path(report.slug) for report in outlines}
    return pages | {
        found.path: f"{found.language}/{pages[found.original]}" for found in translations
    }


def translated_pages(pages: Mapping[str, str], translations: Iterable[Found]) -> dict[str, str]:
    """Every page in another language: its path, and the language, which has a list of its own."""
    found = {pages[each.path]: each.language or "" for each in translations}
    return found | {f"{language}/": language for language in found.values()}
