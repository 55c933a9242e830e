"""All pages of a site, and what is the same on every one of them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from ...content.schema import Page
from .. import urls as links
from ..context import Making
from ..dependencies import Derived
from .calls import all_calls_page, board_page, board_paths
from .event import event_page
from .flyer import flyer_page
from .group_archive import older_lists, older_page
from .groups import (
    feed_view,
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
from .standalone import not_found_page, plain_page
from .subscribe import subscribe_page
from .views import Anchor, RenderedPage, SiteView

Make = Callable[[], RenderedPage]


def pages(making: Making) -> Mapping[str, Make]:
    """Every page by its path, none of them made yet."""
    records = making.collection
    found: dict[str, Make] = {
        "": partial(home_page, making),
        links.EVENTS: partial(events_page, making),
        links.ORGANIZATIONS: partial(organizations_page, making),
        links.SUBSCRIBE: partial(subscribe_page, making),
        links.SEARCH: partial(search_page, making),
        links.NOT_FOUND: partial(not_found_page, making),
    }

    def add(paths: Iterable[str], make: Callable[[Making, str], RenderedPage]) -> None:
        found.update((path, partial(make, making, path)) for path in paths)

    def add_records(
        slugs: Iterable[str], at: Callable[[str], str], make: Callable[[Making, str], RenderedPage]
    ) -> None:
        found.update((at(slug), partial(make, making, slug)) for slug in slugs)

    def of(top: str) -> Iterable[str]:
        return (links.numbered(top, n or None) for n in range(making.index.full[top] + 1))

    add(of(links.PAST), past_page)
    add(map(links.month_path, making.index.months), month_page)
    add(of(links.REPORTS), reports_page)
    add(of(links.ALL_CALLS), all_calls_page)
    add(board_paths(making), board_page)
    add((path for top in older_lists(making) for path in of(top)), older_page)
    add_records(records.events, links.event_path, event_page)
    add_records(records.events, links.flyer_path, flyer_page)
    add_records(records.reports, links.report_path, report_page)
    add_records(records.organizations, links.organization_path, organization_page)
    add_records(records.venues, links.venue_path, venue_page)
    add_records(records.series, links.series_path, series_page)
    add_records(making.index.tag_names, links.tag_path, tag_page)
    add_records(records.pages, links.page_path, plain_page)
    return found


def translated_pages(making: Making) -> Mapping[str, Make]:
    """Every page in the language of `making`, which is not Japanese, by its path."""
    kinds: tuple[tuple[str, Callable[[str], str], Callable[[Making, str], RenderedPage]], ...] = (
        ("events", links.event_path, event_page),
        ("events", links.flyer_path, flyer_page),
        ("reports", links.report_path, report_page),
        ("organizations", links.organization_path, organization_page),
        ("venues", links.venue_path, venue_page),
        ("series", links.series_path, series_page),
        ("pages", links.page_path, plain_page),
    )
    found: dict[str, Make] = {
        making.at(at(slug)): partial(make, making, slug)
        for kind, at, make in kinds
        for slug in making.translations[kind]
    }
    return {making.at(""): partial(language_page, making), **found} if found else {}


class Sites(Struct):
    """What all pages of a language share."""

    source: SiteView  # in Japanese
    others: Derived[SiteView]  # by language

    def of(self, making: Making) -> SiteView:
        """For a page in the language of `making`; that it was looked at is noted."""
        tongue = making.settings.tongue
        if tongue.prefix:
            return self.others[tongue.code]
        making.reads.read("site/view")
        return self.source


def sites(making: Making, **files: Any) -> Sites:
    """`files` are the paths of the theme's published files; see `site_view`."""

    def other(language: str) -> SiteView:
        return site_view(making.others[language], **files)

    around = tuple(f"catalogues/{language}" for language in making.others)
    others = Derived("site-views", other, making.reads, (*around, "site/view"))
    return Sites(site_view(making, **files), others)


def site_view(
    making: Making,
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
    """What all pages of one language share; the arguments are the paths of the theme's published
    files."""
    settings, records = making.settings, making.collection.pages.values()
    say = settings.say
    in_menu = sorted((p for p in records if p.nav is not None), key=lambda p: (p.nav, p.slug))
    others = [page for page in records if page.nav is None]
    sections = (EVENTS, REPORTS, CALLS, ORGANIZATIONS, SUBSCRIBE)
    menu = [Anchor(text=say(each.text), path=each.path) for each in sections]
    menu += _pages(in_menu)
    there = menu
    if settings.tongue.prefix:
        home = Anchor(text=say("この言語のページ"), path=settings.tongue.prefix)
        there = [home, *(each for each in menu if making.at(each.path or "") in making.translated)]
    return SiteView(
        name=settings.site_name,
        description=settings.site_description,
        language=settings.tongue.code,
        home=settings.tongue.prefix,
        stylesheet=stylesheet,
        flyer_stylesheet=flyer_stylesheet,
        icon=icon,
        script=script,
        filter_script=filter_script,
        gallery_script=gallery_script,
        share_script=share_script,
        search_scripts=search_scripts,
        feeds=tuple(
            Anchor(text=say(title), url=links.absolute(path, settings))
            for path, title in links.FEED_TITLES.items()
        ),
        menu=tuple(there),
        footer=tuple(_pages(others)),
        source_menu=tuple(each for each in menu if each not in there),
        calendar=feed_view(making, settings.site_name, links.CALENDAR),
    )


def _pages(pages: Iterable[Page]) -> list[Anchor]:
    return [Anchor(text=page.title, path=links.page_path(page.slug)) for page in pages]
