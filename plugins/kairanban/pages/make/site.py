"""All pages of a site, and what is the same on every one of them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from .. import links
from ..making import Making
from ..views import Anchor, RenderedPage, SiteView
from .calls import all_calls_page, board_page, board_paths
from .events import event_page
from .frame import CALLS, EVENTS, ORGANIZATIONS, REPORTS, SUBSCRIBE
from .groups import (
    feed_view,
    organization_page,
    organizations_page,
    series_page,
    tag_page,
    venue_page,
)
from .lists import events_page, home_page, past_page, reports_page
from .months import month_page
from .older import older_lists, older_page
from .plain import not_found_page, plain_page
from .reports import report_page
from .search import search_page
from .subscribe import subscribe_page

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
    add_records(records.reports, links.report_path, report_page)
    add_records(records.organizations, links.organization_path, organization_page)
    add_records(records.venues, links.venue_path, venue_page)
    add_records(records.series, links.series_path, series_page)
    add_records(making.index.tag_names, links.tag_path, tag_page)
    add_records(records.pages, links.page_path, plain_page)
    return found


def site_view(
    making: Making,
    *,
    stylesheet: str,
    icon: str,
    script: str,
    filter_script: str,
    share_script: str,
    search_scripts: tuple[str, ...],
) -> SiteView:
    """What all pages share; the arguments are the paths of the theme's published files."""
    settings, records = making.settings, making.collection.pages.values()
    in_menu = sorted((p for p in records if p.nav is not None), key=lambda p: (p.nav, p.slug))
    others = [page for page in records if page.nav is None]
    return SiteView(
        name=settings.site_name,
        description=settings.site_description,
        language="ja",
        stylesheet=stylesheet,
        icon=icon,
        script=script,
        filter_script=filter_script,
        share_script=share_script,
        search_scripts=search_scripts,
        feeds=tuple(
            Anchor(text=title, url=links.absolute(path, settings))
            for path, title in links.FEED_TITLES.items()
        ),
        menu=(
            EVENTS,
            REPORTS,
            CALLS,
            ORGANIZATIONS,
            SUBSCRIBE,
            *(Anchor(text=p.title, path=links.page_path(p.slug)) for p in in_menu),
        ),
        footer=tuple(Anchor(text=p.title, path=links.page_path(p.slug)) for p in others),
        calendar=feed_view(making, settings.site_name, links.CALENDAR),
    )
