"""The context in which every page is rendered: records, settings, and dependency tracking."""

from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from ..calendars.revision import Revision
from ..content.collection import Collection
from ..content.folder.scan import ContentFile
from ..content.problems import Unreadable
from ..content.schema import Event, Report
from ..content.translations.translation import Translation
from ..images.photos.image_type import ImageInfo
from ..reports.markdown_renderer import MarkdownRenderer, fill_root
from ..reports.report_summary import ReportSummary
from ..reports.sections.parsed_body import ParsedBody
from ..settings import Settings
from . import urls
from .dependencies import DependencyTracker, Query, TrackedMapping, TrackedSet
from .format.times import event_ends_at
from .i18n.locale import JAPANESE, Locale
from .i18n.localized_settings import LocalizedSettings, localize_settings
from .i18n.overlay import TranslatedMapping, translate_collection
from .relations.calls import CallViews
from .relations.cards import Cards
from .relations.content_links import ContentLinks, SourceLinks
from .relations.relations import Relations
from .relations.upcoming import Upcoming
from .social_cards import SocialCards

if TYPE_CHECKING:
    from ..calendars.entries import CalendarEntry
    from ..calendars.feeds import CalendarFeeds

TRANSLATED_KINDS = ("events", "reports", "organizations", "venues", "series", "pages")
TRACKED_KINDS = (*TRANSLATED_KINDS, "regular")


class BuildInputs(Struct, frozen=True, kw_only=True):
    """The loaded content and settings from which a site is built."""

    collection: Collection  # its reports are loaded lazily, when they are looked up
    bodies: Mapping[str, ParsedBody]  # report slug -> parsed body, loaded lazily too
    # Language code -> report slug -> parsed body of the translation.
    translated_bodies: Mapping[str, Mapping[str, ParsedBody]]
    # Slug of an event, `series/<slug>` or `reports/<slug>` -> revision.
    revisions: Mapping[str, Revision]
    relations: Mapping[str, Mapping[str, Any]]  # by name of the field of `Relations`
    content: Path  # the content folder
    page_path_by_source: Mapping[str, str]  # source file of a record -> path of its page
    language_by_page_path: Mapping[
        str, str
    ]  # path of a page in another language -> code of the language
    paths: Set[str]  # all files, relative to the content folder, with `/`
    files: Mapping[str, str]  # content file that is no record -> digest
    card_fingerprint: str  # says how social cards are drawn; "" for a site without cards
    social_cards_have_text: bool  # whether text is drawn on social cards
    image_infos: Mapping[str, ImageInfo | Unreadable]  # of the pictures among `files`
    settings: Settings
    renderer: MarkdownRenderer
    locales: Mapping[str, Locale]  # into which content may be translated, by code


class RenderContext(Struct, frozen=True, kw_only=True):
    """What every builder of a page or file gets: records, settings and derived values.

    Every look-up in its mappings is recorded as a dependency by `tracker`.
    """

    collection: Collection
    settings: LocalizedSettings
    tracker: DependencyTracker
    relations: Relations
    content_links: ContentLinks
    renderer: MarkdownRenderer
    cards: Cards
    upcoming: Upcoming
    calls: CallViews
    bodies: Mapping[str, ParsedBody]  # report slug -> parsed body
    revisions: TrackedMapping[Revision]  # by the keys of `BuildInputs.revisions`
    social_cards: SocialCards
    feeds: "Callable[[], CalendarFeeds]"  # imported and made at the first call
    calendar_entries: "Query[CalendarEntry]"  # by slug of the event
    # Kind -> slug -> translation into this context's language; empty mappings in Japanese.
    translations: Mapping[str, Mapping[str, Translation]]
    language_by_page_path: Mapping[
        str, str
    ]  # path of a page in another language -> code of the language
    locales: tuple[Locale, ...]  # of all languages of pages, Japanese first
    # Language code -> context for pages in that language; empty in those contexts themselves.
    localized: Mapping[str, "RenderContext"] = field(default_factory=dict)

    @property
    def queries(self) -> tuple[Query[Any], ...]:
        """Return all queries: those of every language, and the calendar entries."""
        return (
            *(
                query
                for context in (self, *self.localized.values())
                for query in context.localized_queries
            ),
            self.calendar_entries,
        )

    @property
    def localized_queries(self) -> tuple[Query[Any], ...]:
        """Return the queries whose values are in this context's language."""
        cards = self.cards
        return (
            cards.events,
            cards.reports,
            cards.sessions,
            self.calls.by_report,
            self.calls.data_by_report,
        )

    def source_links(self, source: str, page: str) -> SourceLinks:
        """Return the resolver of the links and pictures in the content file `source`.

        `page` is the path of the page or feed on which they are shown; feeds get plain ones.
        """
        return self.content_links.for_source(source, plain=page.startswith(urls.FEEDS))

    def render_fragment(
        self, text: str | None, source: str, page: str, *, top: int = 3
    ) -> Markup | None:
        """Render a short Markdown text from the content file `source` for the page at `page`.

        Headings start at level `top`. Return None where there is no text.
        """
        if not text:
            return None
        html = self.renderer.render_fragment(text, self.source_links(source, page), top=top)
        return fill_root(html, self.root_path(page))

    def render_text(self, text: str, source: str, page: str) -> Markup | None:
        """Render the Markdown below the front matter of `source`; None for blank text."""
        if not text.strip():
            return None
        html = self.renderer.render_text(text, self.source_links(source, page))
        return fill_root(html, self.root_path(page))

    def localized_path(self, path: str) -> str:
        """Return the path in this language of the page that is at `path` in Japanese."""
        return self.settings.locale.prefix + path

    def root_path(self, path: str) -> str:
        """Return the relative path (`../../`) from a page in this language to the site's root.

        `path` is that of the page in Japanese.
        """
        return urls.root_path(self.localized_path(path), self.settings)

    def url(self, path: str) -> str:
        """Return the absolute URL of a page, in this language if it exists in it, else in Japanese.

        `path` is that of the page in Japanese.
        """
        localized = self.localized_path(path)
        exists = localized == path or localized in self.language_by_page_path
        return urls.absolute_url(localized if exists else path, self.settings)

    def is_over(self, event: Event) -> bool:
        """Return whether an event, with all its occurrences, is over at the time of the build."""
        return self.tracker.is_past(event_ends_at(event, self.settings))

    def event_records(self, slugs: Iterable[str]) -> tuple[Event, ...]:
        """Return the event records with these slugs, in the same order."""
        return tuple(self.collection.events[slug] for slug in slugs)

    def event_of(self, report: Report) -> Event | None:
        """Return the event that a report is about; None where it names none."""
        return self.collection.events[report.event.event] if report.event else None


def render_context(inputs: BuildInputs, tracker: DependencyTracker) -> RenderContext:
    """Return the Japanese context of a build, with those of the other languages in `localized`.

    Nothing is computed yet; look-ups are recorded by `tracker`.
    """
    settings = localize_settings(inputs.settings)
    records: dict[str, Any] = {
        name: TrackedMapping(name, getattr(inputs.collection, name), tracker)
        for name in (*TRACKED_KINDS, "replacements")
    }
    collection = Collection(**records)
    relations = Relations(
        **{name: TrackedMapping(name, table, tracker) for name, table in inputs.relations.items()}
    )
    bodies = TrackedMapping("bodies", inputs.bodies, tracker)
    revisions = TrackedMapping("revisions", inputs.revisions, tracker)
    content_links = ContentLinks(
        content=inputs.content,
        paths=TrackedSet("paths", inputs.paths, tracker),
        page_path_by_source=TrackedMapping("pages-of", inputs.page_path_by_source, tracker),
        digests=TrackedMapping("files", inputs.files, tracker),
        image_infos=inputs.image_infos,
        tracker=tracker,
    )
    cards = Cards(
        collection=collection,
        bodies=bodies,
        settings=settings,
        tracker=tracker,
        relations=relations,
        content_links=content_links,
    )

    def picture_url(event: Event) -> str | None:
        picture = content_links.for_source(event.path).picture_view(event.image)
        return urls.absolute_url(picture.path, settings) if picture else None

    def reports_of(event: Event) -> tuple[Report, ...]:
        return tuple(collection.reports[slug] for slug in relations.reports_of.get(event.slug, ()))

    def entry_of(slug: str) -> "CalendarEntry":
        return feeds().build_event_entry(collection.events[slug])

    entries = Query("entries", entry_of, tracker)

    @cache
    def feeds() -> "CalendarFeeds":
        from ..calendars.feeds import CalendarFeeds  # noqa: PLC0415 - takes long, and few edits need it

        return CalendarFeeds(
            collection=collection,
            settings=settings,
            revisions=revisions,
            picture_url=picture_url,
            reports_of=reports_of,
            entry_of=lambda event: entries[event.slug],
        )

    context = RenderContext(
        collection=collection,
        settings=settings,
        tracker=tracker,
        relations=relations,
        content_links=content_links,
        renderer=inputs.renderer,
        cards=cards,
        upcoming=Upcoming(collection=collection, settings=settings, tracker=tracker, cards=cards),
        calls=CallViews(
            collection=collection,
            bodies=bodies,
            relations=relations,
            settings=settings,
            tracker=tracker,
        ),
        bodies=bodies,
        revisions=revisions,
        social_cards=SocialCards(
            fingerprint=inputs.card_fingerprint,
            has_text=inputs.social_cards_have_text,
            settings=settings,
            tracker=tracker,
        ),
        feeds=feeds,
        calendar_entries=entries,
        translations={kind: {} for kind in TRANSLATED_KINDS},
        language_by_page_path=TrackedMapping("translated", inputs.language_by_page_path, tracker),
        locales=(JAPANESE, *inputs.locales.values()),
    )
    return replace(
        context,
        localized={c: _localized_context(context, inputs, t) for c, t in inputs.locales.items()},
    )


def _localized_context(
    context: RenderContext, inputs: BuildInputs, locale: Locale
) -> RenderContext:
    """Return the context for a language, in which translations cover the Japanese records.

    Relations, revisions, links and calendar entries are shared with the Japanese `context`.
    """
    tracker, relations, code = context.tracker, context.relations, locale.code
    translations = {
        kind: TrackedMapping(f"{kind}.{code}", by_slug, tracker)
        for kind, by_slug in inputs.collection.translations[code].items()
    }
    collection = translate_collection(context.collection, translations)
    translated = TrackedMapping(f"bodies.{code}", inputs.translated_bodies[code], tracker)
    bodies: Mapping[str, ParsedBody] = TranslatedMapping(
        context.bodies, translated, lambda _, other: other
    )
    settings = localize_settings(inputs.settings, locale)
    cards = Cards(
        collection=collection,
        bodies=bodies,
        settings=settings,
        tracker=tracker,
        relations=relations,
        content_links=context.content_links,
    )
    return replace(
        context,
        collection=collection,
        settings=settings,
        renderer=inputs.renderer.with_labels(locale.say),
        cards=cards,
        upcoming=Upcoming(collection=collection, settings=settings, tracker=tracker, cards=cards),
        calls=CallViews(
            collection=collection,
            bodies=bodies,
            relations=relations,
            settings=settings,
            tracker=tracker,
        ),
        bodies=bodies,
        translations=translations,
        social_cards=replace(context.social_cards, settings=settings),
    )


def page_paths(
    collection: Collection, summaries: Iterable[ReportSummary], translations: Iterable[ContentFile]
) -> Mapping[str, str]:
    """Return the path of each page by its source file, relative to the content folder.

    `translations` are the files of published translations.
    """
    kinds: tuple[tuple[Mapping[str, Any], Callable[[str], str]], ...] = (
        (collection.events, urls.event_path),
        (collection.organizations, urls.organization_path),
        (collection.venues, urls.venue_path),
        (collection.series, urls.series_path),
        (collection.pages, urls.page_path),
    )
    pages = {record.path: path(slug) for records, path in kinds for slug, record in records.items()}
    pages |= {report.path: urls.report_path(report.slug) for report in summaries}
    return pages | {file.path: f"{file.language}/{pages[file.original]}" for file in translations}


def translated_page_paths(
    pages: Mapping[str, str], translations: Iterable[ContentFile]
) -> dict[str, str]:
    """Return the language of each page in another language than Japanese, by the page's path.

    `pages` is the result of `page_paths`. The index of each language (`en/`) is among them.
    """
    languages = {pages[file.path]: file.language or "" for file in translations}
    return languages | {f"{language}/": language for language in languages.values()}
