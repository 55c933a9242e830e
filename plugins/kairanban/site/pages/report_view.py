"""A report's page."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import CallView, EventCard, ReportCard
from .shared_views import LinkView, PictureView, PlaceView, ShareView, WhenView


class SessionView(Struct, frozen=True, kw_only=True):
    """The head of a session on its report's page: the organization's page, and who spoke."""

    id: str
    title: str  # plain words
    organization: LinkView | None
    named: bool  # whether the heading is its name already
    people: tuple[str, ...]


class BodyPart(Struct, frozen=True, kw_only=True):
    """One piece of a report's body: HTML, or what stands at a session or a call."""

    html: Markup | None = None
    session: SessionView | None = None
    call: CallView | None = None


class ReportView(Struct, frozen=True, kw_only=True):
    """report.html"""

    title: str
    published: WhenView
    met: WhenView | None
    event: EventCard | None
    place: PlaceView | None
    online: LinkView | None
    attendance: str | None
    notice: Markup | None
    picture: PictureView | None
    body: tuple[BodyPart, ...]
    materials: tuple[LinkView, ...]
    hosts: tuple[LinkView, ...]
    related: tuple[ReportCard, ...]  # earlier ones
    next: EventCard | None  # the meeting that followed
    series: LinkView | None
    previous: ReportCard | None
    following: ReportCard | None
    note: Markup | None
    plain: Markup | None
    mailing_list: Markup | None
    donate: Markup | None
    tags: tuple[LinkView, ...]
    author: str | None
    share: ShareView
