"""The routes: all pages of a site by path, and the view that they share."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from ...content.schema import Page
from .. import urls
from ..context import RenderContext
from ..dependencies import Query
from .calls import all_calls_page, board_page, board_paths
from .event import event_page
from .flyer import flyer_page
from .group_archive import archive_lists, archive_page
from .groups import (
    build_feed_view,
    organization_page,
    organizations_page,
    series_page,
    tag_page,
    venue_page,
)
from .language_index import language_page
from .lists import events_page, home_page, past_page, reports_page
from .month import month_page
from .page_meta import CALLS, EVENTS, ORGANIZATIONS, REPORTS, SUBSCRIBE
from .report import report_page
from .search import search_page
from .standalone import not_found_page, standalone_page
from .subscribe import subscribe_page
from .views import LinkView, PageModel, SiteView

PageBuilder = Callable[[], PageModel]  # builds one page when it is called


def page_builders(context: RenderContext) -> Mapping[str, PageBuilder]:
    """Return the builder of every page in Japanese, by path; none is called yet."""
    records = context.collection
    builders: dict[str, PageBuilder] = {
        "": partial(home_page, context),
        urls.EVENTS: partial(events_page, context),
        urls.ORGANIZATIONS: partial(organizations_page, context),
        urls.SUBSCRIBE: partial(subscribe_page, context),
        urls.SEARCH: partial(search_page, context),
        urls.NOT_FOUND: partial(not_found_page, context),
    }

    def add(paths: Iterable[str], make: Callable[[RenderContext, str], PageModel]) -> None:
        builders.update((path, partial(make, context, path)) for path in paths)

    def add_records(
        slugs: Iterable[str],
        at: Callable[[str], str],
        make: Callable[[RenderContext, str], PageModel],
    ) -> None:
        builders.update((at(slug), partial(make, context, slug)) for slug in slugs)

    def of(top: str) -> Iterable[str]:
        return (
            urls.list_page_path(top, n or None)
            for n in range(context.relations.full_pages[top] + 1)
        )

    add(of(urls.PAST), past_page)
    add(map(urls.month_path, context.relations.months), month_page)
    add(of(urls.REPORTS), reports_page)
    add(of(urls.ALL_CALLS), all_calls_page)
    add(board_paths(context), board_page)
    add((path for top in archive_lists(context) for path in of(top)), archive_page)
    add_records(records.events, urls.event_path, event_page)
    add_records(records.events, urls.flyer_path, flyer_page)
    add_records(records.reports, urls.report_path, report_page)
    add_records(records.organizations, urls.organization_path, organization_page)
    add_records(records.venues, urls.venue_path, venue_page)
    add_records(records.series, urls.series_path, series_page)
    add_records(context.relations.tag_names, urls.tag_path, tag_page)
    add_records(records.pages, urls.page_path, standalone_page)
    return builders


def translated_page_builders(context: RenderContext) -> Mapping[str, PageBuilder]:
    """Return the builders of the pages in the language of `context`, not Japanese, by path."""
    kinds: tuple[
        tuple[str, Callable[[str], str], Callable[[RenderContext, str], PageModel]], ...
    ] = (
        ("events", urls.event_path, event_page),
        ("events", urls.flyer_path, flyer_page),
        ("reports", urls.report_path, report_page),
        ("organizations", urls.organization_path, organization_page),
        ("venues", urls.venue_path, venue_page),
        ("series", urls.series_path, series_page),
        ("pages", urls.page_path, standalone_page),
    )
    builders: dict[str, PageBuilder] = {
        context.localized_path(at(slug)): partial(make, context, slug)
        for kind, at, make in kinds
        for slug in context.translations[kind]
    }
    return (
        {context.localized_path(""): partial(language_page, context), **builders}
        if builders
        else {}
    )


class SiteViews(Struct):
    """The shared view of each language."""

    source: SiteView  # in Japanese
    others: Query[SiteView]  # by code of the language

    def for_context(self, context: RenderContext) -> SiteView:
        """Return the shared view in the language of `context`, and record it as a dependency."""
        locale = context.settings.locale
        if locale.prefix:
            return self.others[locale.code]
        context.tracker.record("site/view")
        return self.source


def build_site_views(context: RenderContext, **files: Any) -> SiteViews:
    """Return the shared views; `files` are the arguments of `build_site_view`."""

    def other(language: str) -> SiteView:
        return build_site_view(context.localized[language], **files)

    shared_dependencies = tuple(f"catalogues/{language}" for language in context.localized)
    others = Query("site-views", other, context.tracker, (*shared_dependencies, "site/view"))
    return SiteViews(build_site_view(context, **files), others)


def build_site_view(
    context: RenderContext,
    *,
    stylesheet: str,
    flyer_stylesheet: str,
    icon: str,
    script: str,
    filter_script: str,
    gallery_script: str,
    share_script: str,
    search_scripts: tuple[str, ...],
) -> SiteView:
    """Return the view that all pages in the language of `context` share.

    The other arguments are paths of the theme's published files, "" for those it does not have.
    """
    settings, records = context.settings, context.collection.pages.values()
    say = settings.say
    in_menu = sorted((p for p in records if p.nav is not None), key=lambda p: (p.nav, p.slug))
    in_footer = [page for page in records if page.nav is None]
    sections = (EVENTS, REPORTS, CALLS, ORGANIZATIONS, SUBSCRIBE)
    menu = [LinkView(text=say(each.text), path=each.path) for each in sections]
    menu += _pages(in_menu)
    translated_menu = menu
    if settings.locale.prefix:
        home = LinkView(text=say("この言語のページ"), path=settings.locale.prefix)
        translated_menu = [
            home,
            *(
                each
                for each in menu
                if context.localized_path(each.path or "") in context.language_by_page_path
            ),
        ]
    return SiteView(
        name=settings.site_name,
        description=settings.site_description,
        language=settings.locale.code,
        home=settings.locale.prefix,
        stylesheet=stylesheet,
        flyer_stylesheet=flyer_stylesheet,
        icon=icon,
        script=script,
        filter_script=filter_script,
        gallery_script=gallery_script,
        share_script=share_script,
        search_scripts=search_scripts,
        feeds=tuple(
            LinkView(text=say(title), url=urls.absolute_url(path, settings))
            for path, title in urls.FEED_TITLES.items()
        ),
        menu=tuple(translated_menu),
        footer=tuple(_pages(in_footer)),
        source_menu=tuple(each for each in menu if each not in translated_menu),
        calendar=build_feed_view(context, settings.site_name, urls.CALENDAR),
    )


def _pages(pages: Iterable[Page]) -> list[LinkView]:
    return [LinkView(text=page.title, path=urls.page_path(page.slug)) for page in pages]
