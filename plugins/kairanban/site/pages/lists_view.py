"""View models of the home page, of lists, and of pages that exist once."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, ReportCard, SessionCard
from .month_view import YearView
from .shared_views import FeedView, LinkView, Pager


class MonthSection(Struct, frozen=True, kw_only=True):
    """The events of a month in a list."""

    title: str  # 2024年1月
    events: tuple[EventCard, ...]
    path: str | None = None  # of the month's calendar page


class HomeView(Struct, frozen=True, kw_only=True):
    """The view of home.html."""

    upcoming: tuple[EventCard, ...]  # soonest first, the next event on top
    calls: tuple[CallView, ...]  # open ones, newest first
    reports: tuple[ReportCard, ...]  # newest first
    series: tuple[LinkView, ...]


class LanguageView(Struct, frozen=True, kw_only=True):
    """The view of language.html: the index of all pages in another language than Japanese."""

    title: str
    upcoming: tuple[EventCard, ...]  # soonest first
    past: tuple[EventCard, ...]  # newest first
    reports: tuple[ReportCard, ...]  # newest first
    groups: tuple[tuple[str, tuple[LinkView, ...]], ...]  # a heading, and links to pages


class EventsView(Struct, frozen=True, kw_only=True):
    """The view of events.html (upcoming, soonest first) and past.html (newest first)."""

    title: str
    months: tuple[MonthSection, ...]
    series: tuple[LinkView, ...] = ()
    pager: Pager | None = None
    years: tuple[YearView, ...] = ()  # newest first


class ReportsView(Struct, frozen=True, kw_only=True):
    """The view of reports.html."""

    title: str
    reports: tuple[ReportCard, ...]
    pager: Pager | None = None


class FilterView(Struct, frozen=True, kw_only=True):
    """A filter of the board of calls: its page, and the mark of its calls on the board."""

    text: str
    path: str
    mark: str  # "type-volunteer"; "" for all
    current: bool  # whether this is its page


class CallsView(Struct, frozen=True, kw_only=True):
    """The view of calls.html: the board, one of its filters, or all calls."""

    title: str
    lead: str
    everything: bool  # whether ended calls are listed as well
    filters: tuple[tuple[str, tuple[FilterView, ...]], ...]  # a heading (種類, 団体), filters
    calls: tuple[tuple[CallView, str], ...]  # with their marks for filters, space-separated
    feed: str  # full address of the Atom feed
    script: bool  # whether a script may apply the filters on this page
    pager: Pager | None = None


class OrganizationsView(Struct, frozen=True, kw_only=True):
    """The view of organizations.html."""

    organizations: tuple[LinkView, ...]  # by reading; `note` is the reading and the area


class GroupArchiveView(Struct, frozen=True, kw_only=True):
    """The view of older.html: a full list of a group, newest first; one of the four is filled."""

    title: str
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    sessions: tuple[SessionCard, ...] = ()
    calls: tuple[CallView, ...] = ()
    pager: Pager | None = None


class SubscribeView(Struct, frozen=True, kw_only=True):
    """The view of subscribe.html."""

    title: str
    everything: FeedView  # the site's own calendar
    groups: tuple[tuple[str, tuple[FeedView, ...]], ...]  # a heading, and calendars


class SearchView(Struct, frozen=True, kw_only=True):
    """The view of search.html."""

    title: str
    kinds: tuple[tuple[str, str], ...]  # a kind of `SearchMeta`, "" for all, and its label
    lists: tuple[LinkView, ...]  # to browse instead of searching


class StandaloneView(Struct, frozen=True, kw_only=True):
    """The view of page.html, and of 404.html, whose body is empty."""

    title: str
    body: Markup
    summary: str | None = None
