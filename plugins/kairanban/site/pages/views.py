"""All view models: plain data, and all that a template may read.

A page is a pure function of its template and its view. Paths are relative to the site's root
and without a leading slash (`events/x/`); a template puts `frame.root` (`PageMeta.root`) before
them. `Markup` is sanitized HTML whose links are right for the page; every other string is text
that the template escapes.
"""

from .card_views import CallView, EventCard, FormView, OccurrenceView, ReportCard, SessionCard
from .event_view import EventView, RegistrationView, SpeakerView
from .flyer_view import FittedText, FlyerDay, FlyerLine, FlyerRow, FlyerView
from .groups_view import GroupView, OrganizationView, VenueView
from .lists_view import (
    CallsView,
    EventsView,
    FilterView,
    GroupArchiveView,
    HomeView,
    LanguageView,
    MonthSection,
    OrganizationsView,
    ReportsView,
    SearchView,
    StandaloneView,
    SubscribeView,
)
from .month_view import (
    CalendarCellEvent,
    CalendarDay,
    DayView,
    MonthListEvent,
    MonthView,
    YearView,
)
from .page_view import LanguageVersion, PageMeta, PageModel, SearchMeta, SharedPicture, SiteView
from .report_view import BodyPart, ReportView, SessionView
from .shared_views import (
    FeedView,
    LinkView,
    Pager,
    PictureView,
    PlaceView,
    ShareView,
    Stamp,
    WhenView,
)

__all__ = [
    "BodyPart",
    "CalendarCellEvent",
    "CalendarDay",
    "CallView",
    "CallsView",
    "DayView",
    "EventCard",
    "EventView",
    "EventsView",
    "FeedView",
    "FilterView",
    "FittedText",
    "FlyerDay",
    "FlyerLine",
    "FlyerRow",
    "FlyerView",
    "FormView",
    "GroupArchiveView",
    "GroupView",
    "HomeView",
    "LanguageVersion",
    "LanguageView",
    "LinkView",
    "MonthListEvent",
    "MonthSection",
    "MonthView",
    "OccurrenceView",
    "OrganizationView",
    "OrganizationsView",
    "PageMeta",
    "PageModel",
    "Pager",
    "PictureView",
    "PlaceView",
    "RegistrationView",
    "ReportCard",
    "ReportView",
    "ReportsView",
    "SearchMeta",
    "SearchView",
    "SessionCard",
    "SessionView",
    "ShareView",
    "SharedPicture",
    "SiteView",
    "SpeakerView",
    "Stamp",
    "StandaloneView",
    "SubscribeView",
    "VenueView",
    "WhenView",
    "YearView",
]
