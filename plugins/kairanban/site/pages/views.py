"""Views: plain data, all that a template may read.

A page is a pure function of its template and its view. Paths are relative to the site's root
and without a leading slash (`events/x/`); a template puts `frame.root` before them. `Markup`
is sanitized HTML whose links already fit the page; every other string is text to be escaped.
"""

from .card_views import CallView, EventCard, FormView, OccurrenceView, ReportCard, SessionCard
from .event_view import EventView, RegistrationView, SpeakerView
from .flyer_view import FlyerDay, FlyerLine, FlyerRow, FlyerView, Sized
from .groups_view import CollectionView, OrganizationView, VenueView
from .lists_view import (
    CallsView,
    EventsView,
    FilterView,
    HomeView,
    LanguageView,
    MonthView,
    OlderView,
    OrganizationsView,
    PageView,
    ReportsView,
    SearchView,
    SubscribeView,
)
from .month_view import CalendarDay, DayView, InMonth, MonthPageView, OnDay, YearView
from .page_view import Frame, RenderedPage, Searched, SharedView, SiteView, Version
from .report_view import BodyPart, ReportView, SessionView
from .shared_views import (
    Anchor,
    FeedView,
    Pager,
    PictureView,
    PlaceView,
    ShareView,
    Stamp,
    WhenView,
)

__all__ = [
    "Anchor",
    "BodyPart",
    "CalendarDay",
    "CallView",
    "CallsView",
    "CollectionView",
    "DayView",
    "EventCard",
    "EventView",
    "EventsView",
    "FeedView",
    "FilterView",
    "FlyerDay",
    "FlyerLine",
    "FlyerRow",
    "FlyerView",
    "FormView",
    "Frame",
    "HomeView",
    "InMonth",
    "LanguageView",
    "MonthPageView",
    "MonthView",
    "OccurrenceView",
    "OlderView",
    "OnDay",
    "OrganizationView",
    "OrganizationsView",
    "PageView",
    "Pager",
    "PictureView",
    "PlaceView",
    "RegistrationView",
    "RenderedPage",
    "ReportCard",
    "ReportView",
    "ReportsView",
    "SearchView",
    "Searched",
    "SessionCard",
    "SessionView",
    "ShareView",
    "SharedView",
    "SiteView",
    "Sized",
    "SpeakerView",
    "Stamp",
    "SubscribeView",
    "VenueView",
    "Version",
    "WhenView",
    "YearView",
]
