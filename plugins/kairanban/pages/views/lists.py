"""Home, lists, and pages of one kind alone."""

from dataclasses import dataclass

from markupsafe import Markup

from .cards import CallView, EventCard, ReportCard, SessionCard
from .months import YearView
from .parts import Anchor, FeedView, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A group of events: 2024年1月"""

    title: str
    events: tuple[EventCard, ...]
    path: str | None = None  # of the month's page


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """home.html"""

    upcoming: tuple[EventCard, ...]  # soonest first; the first is the next meeting
    calls: tuple[CallView, ...]  # open ones, newest first
    reports: tuple[ReportCard, ...]  # newest first
    series: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """language.html: all that is there in a language other than Japanese."""

    title: str
    upcoming: tuple[EventCard, ...]  # soonest first
    past: tuple[EventCard, ...]  # newest first
    reports: tuple[ReportCard, ...]  # newest first
    groups: tuple[tuple[str, tuple[Anchor, ...]], ...]  # a heading, and pages


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsView:
    """events.html (coming, by month, soonest first) and past.html (newest first)."""

    title: str
    months: tuple[MonthView, ...]
    series: tuple[Anchor, ...] = ()
    pager: Pager | None = None
    years: tuple[YearView, ...] = ()  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsView:
    """reports.html"""

    title: str
    reports: tuple[ReportCard, ...]
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """One way to see fewer calls: a page, and what its calls are marked with on the board."""

    text: str
    path: str
    mark: str  # "type-volunteer"; "" for all
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsView:
    """calls.html: the board, one of its filters, or all calls."""

    title: str
    lead: str
    everything: bool  # ended ones too
    filters: tuple[tuple[str, tuple[FilterView, ...]], ...]  # 種類, 団体
    calls: tuple[tuple[CallView, str], ...]  # and the marks that filters look for
    feed: str  # absolute
    script: bool  # whether filters may be applied to this page
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsView:
    """organizations.html: in the order of their readings."""

    organizations: tuple[Anchor, ...]  # `note` is the area


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """older.html: all of one list of a group, newest first; one of the four is filled."""

    title: str
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    sessions: tuple[SessionCard, ...] = ()
    calls: tuple[CallView, ...] = ()
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """subscribe.html"""

    title: str
    everything: FeedView
    groups: tuple[tuple[str, tuple[FeedView, ...]], ...]  # a heading, and calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """search.html"""

    title: str
    kinds: tuple[tuple[str, str], ...]  # of pages: those of `Searched` with their names, "" is all
    lists: tuple[Anchor, ...]  # where one finds things without searching


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """page.html, and 404.html with an empty body"""

    title: str
    body: Markup
    summary: str | None = None
