"""View models of the pages of organizations, venues, series and tags."""

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, OccurrenceView, ReportCard, SessionCard
from .shared_views import FeedView, LinkView, PictureView, PlaceView


class OrganizationView(Struct, frozen=True, kw_only=True):
    """The view of organization.html."""

    name: str
    kana: str | None  # the reading of its name
    aliases: tuple[str, ...]
    area: str | None
    url: str | None
    phone: LinkView | None
    contact: Markup | None
    logo: PictureView | None
    tags: tuple[LinkView, ...]
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    series: tuple[LinkView, ...]
    sessions: tuple[SessionCard, ...]  # newest first
    calls: tuple[CallView, ...]  # open when the site was built
    past_calls: tuple[CallView, ...]  # the newest ones
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by kind: to full lists longer than those here
    calendar: FeedView


class VenueView(Struct, frozen=True, kw_only=True):
    """The view of venue.html."""

    place: PlaceView
    access: str | None
    accessibility: str | None
    phone: LinkView | None
    url: str | None
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by kind: to full lists longer than those here


class GroupView(Struct, frozen=True, kw_only=True):
    """The view of series.html and tag.html."""

    title: str
    summary: str | None
    repeats: str | None  # 毎月第3木曜 19:00〜20:30
    occurrences: tuple[OccurrenceView, ...]  # upcoming regular days that have no event file
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by kind: to full lists longer than those here
    calendar: FeedView
    organizations: tuple[LinkView, ...] = ()
