"""View models of the page of a report."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, ReportCard
from .shared_views import LinkView, PictureView, PlaceView, ShareView, WhenView


class SessionView(Struct, frozen=True, kw_only=True):
    """What a session's heading shows: its organization, linked, and who spoke."""

    id: str  # HTML id of the section
    title: str  # plain words
    organization: LinkView | None
    named: bool  # whether the title is the organization's name already
    people: tuple[str, ...]


class BodyPart(Struct, frozen=True, kw_only=True):
    """One part of a report's body, of which one field is set."""

    html: Markup | None = None
    session: SessionView | None = None
    call: CallView | None = None


class ReportView(Struct, frozen=True, kw_only=True):
    """The view of report.html."""

    title: str
    published: WhenView
    met: WhenView | None  # when the meeting took place
    event: EventCard | None
    place: PlaceView | None
    online: LinkView | None
    attendance: str | None
    notice: Markup | None
    picture: PictureView | None
    body: tuple[BodyPart, ...]
    materials: tuple[LinkView, ...]
    hosts: tuple[LinkView, ...]  # with co-hosts
    related: tuple[ReportCard, ...]  # earlier ones
    next: EventCard | None  # the next meeting
    series: LinkView | None
    previous: ReportCard | None  # in the series
    following: ReportCard | None
    note: Markup | None
    plain: Markup | None
    mailing_list: Markup | None
    donate: Markup | None
    tags: tuple[LinkView, ...]
    author: str | None
    share: ShareView
