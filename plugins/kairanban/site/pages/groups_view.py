"""Pages that gather what belongs together: organizations, venues, series, tags."""

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, OccurrenceView, ReportCard, SessionCard
from .shared_views import FeedView, LinkView, PictureView, PlaceView


class OrganizationView(Struct, frozen=True, kw_only=True):
    """organization.html"""

    name: str
    kana: str | None
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
    past_calls: tuple[CallView, ...]  # the newest
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by list: where all of it is, if that is more than is here
    calendar: FeedView


class VenueView(Struct, frozen=True, kw_only=True):
    """venue.html"""

    place: PlaceView
    access: str | None
    accessibility: str | None
    phone: LinkView | None
    url: str | None
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by list: where all of it is, if that is more than is here


class CollectionView(Struct, frozen=True, kw_only=True):
    """series.html and tag.html"""

    title: str
    summary: str | None
    repeats: str | None
    occurrences: tuple[OccurrenceView, ...]  # regular days to come, each without an announcement
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, LinkView]  # by list: where all of it is, if that is more than is here
    calendar: FeedView
    organizations: tuple[LinkView, ...] = ()
