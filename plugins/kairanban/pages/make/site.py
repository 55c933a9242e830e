"""All pages of a site, and what is the same on every one of them."""

from collections.abc import Iterator

from .. import links
from ..making import Making
from ..views import Anchor, RenderedPage, SiteView
from .calls import call_pages
from .events import event_page
from .frame import CALLS, EVENTS, ORGANIZATIONS, REPORTS, SUBSCRIBE
from .groups import organization_page, organizations_page, series_page, tag_page, venue_page
from .lists import events_page, home_page, past_pages, report_pages
from .plain import not_found_page, plain_page
from .reports import report_page
from .subscribe import subscribe_page


def pages(making: Making) -> Iterator[RenderedPage]:
    """Every page, one after the other, so that only one is held at a time."""
    records = making.collection
    yield home_page(making)
    yield events_page(making)
    yield from past_pages(making)
    yield from report_pages(making)
    yield from call_pages(making)
    yield organizations_page(making)
    yield subscribe_page(making)
    yield not_found_page(making)
    yield from (event_page(making, event) for event in records.events.values())
    yield from (report_page(making, report) for report in records.reports.values())
    yield from (organization_page(making, some) for some in records.organizations.values())
    yield from (venue_page(making, venue) for venue in records.venues.values())
    yield from (series_page(making, series) for series in records.series.values())
    yield from (tag_page(making, *tag) for tag in making.index.tag_names.items())
    yield from (plain_page(making, page) for page in records.pages.values())


def site_view(
    making: Making, *, stylesheet: str, icon: str, script: str, filter_script: str
) -> SiteView:
    """What all pages share; the arguments are the paths of the theme's published files."""
    settings, records = making.settings, making.collection.pages.values()
    in_menu = sorted((p for p in records if p.nav is not None), key=lambda p: (p.nav, p.slug))
    others = [page for page in records if page.nav is None]
    calendar_url = links.absolute(links.CALENDAR, settings)
    return SiteView(
        name=settings.site_name,
        description=settings.site_description,
        language="ja",
        stylesheet=stylesheet,
        icon=icon,
        script=script,
        filter_script=filter_script,
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
        calendar=links.CALENDAR,
        calendar_url=calendar_url,
        calendar_webcal="webcal://" + calendar_url.partition("://")[2],
    )
