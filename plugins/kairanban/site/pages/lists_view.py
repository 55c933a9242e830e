"""Home, lists, and pages of one kind alone."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, ReportCard, SessionCard
from .month_view import YearView
from .shared_views import FeedView, LinkView, Pager


class MonthView(Struct, frozen=True, kw_only=True):
    """A group of events: 2024年1月"""

    title: str
    events: tuple[EventCard, ...]
    path: str | None = None  # of the month's page


class HomeView(Struct, frozen=True, kw_only=True):
    """home.html"""

    upcoming: tuple[EventCard, ...]  # soonest first; the first is the next meeting
    calls: tuple[CallView, ...]  # open ones, newest first
    reports: tuple[ReportCard, ...]  # newest first
    series: tuple[LinkView, ...]


class LanguageView(Struct, frozen=True, kw_only=True):
    """language.html: all that is there in a language other than Japanese."""

    title: str
    upcoming: tuple[EventCard, ...]  # soonest first
    past: tuple[EventCard, ...]  # newest first
    reports: tuple[ReportCard, ...]  # newest first
    groups: tuple[tuple[str, tuple[LinkView, ...]], ...]  # a heading, and pages


class EventsView(Struct, frozen=True, kw_only=True):
    """events.html (coming, by month, soonest first) and past.html (newest first)."""

    title: str
    months: tuple[MonthView, ...]
    series: tuple[LinkView, ...] = ()
    pager: Pager | None = None
    years: tuple[YearView, ...] = ()  # newest first


class ReportsView(Struct, frozen=True, kw_only=True):
    """reports.html"""

    title: str
    reports: tuple[ReportCard, ...]
    pager: Pager | None = None


class FilterView(Struct, frozen=True, kw_only=True):
    """One way to see fewer calls: a page, and what its calls are marked with on the board."""

    text: str
    path: str
    mark: str  # "type-volunteer"; "" for all
    current: bool


class CallsView(Struct, frozen=True, kw_only=True):
    """calls.html: the board, one of its filters, or all calls."""

    title: str
    lead: str
    everything: bool  # ended ones too
    filters: tuple[tuple[str, tuple[FilterView, ...]], ...]  # 種類, 団体
    calls: tuple[tuple[CallView, str], ...]  # and the marks that filters look for
    feed: str  # absolute
    script: bool  # whether filters may be applied to this page
    pager: Pager | None = None


class OrganizationsView(Struct, frozen=True, kw_only=True):
    """organizations.html: in the order of their readings."""

    organizations: tuple[LinkView, ...]  # `note` is the area


class GroupArchiveView(Struct, frozen=True, kw_only=True):
    """older.html: all of one list of a group, newest first; one of the four is filled."""

    title: str
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    sessions: tuple[SessionCard, ...] = ()
    calls: tuple[CallView, ...] = ()
    pager: Pager | None = None


class SubscribeView(Struct, frozen=True, kw_only=True):
    """subscribe.html"""

    title: str
    everything: FeedView
    groups: tuple[tuple[str, tuple[FeedView, ...]], ...]  # a heading, and calendars


class SearchView(Struct, frozen=True, kw_only=True):
    """search.html"""

    title: str
    kinds: tuple[
        tuple[str, str], ...
    ]  # of pages: those of `SearchMeta` with their names, "" is all
    lists: tuple[LinkView, ...]  # where one finds things without searching


class PageView(Struct, frozen=True, kw_only=True):
    """page.html, and 404.html with an empty body"""

    title: str
    body: Markup
    summary: str | None = None
