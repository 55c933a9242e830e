"""An announcement's page."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import EventCard, FormView, OccurrenceView, ReportCard
from .shared_views import Anchor, PictureView, PlaceView, ShareView, Stamp, WhenView


class SpeakerView(Struct, frozen=True, kw_only=True):
    name: str
    organization: Anchor | None
    topic: str | None


class RegistrationView(Struct, frozen=True, kw_only=True):
    """How to register."""

    text: Markup | None  # as written, addresses in it linked
    form: FormView | None
    closed: str | None  # why nobody can register, whatever the time: 満席のため …
    opens: WhenView | None
    until: WhenView | None
    note: str | None


class EventView(Struct, frozen=True, kw_only=True):
    """event.html"""

    title: str
    when: WhenView
    was: tuple[WhenView, ...]
    doors: str | None
    stamp: Stamp | None
    ended: bool  # when the site was built
    status_note: str | None
    status_text: str | None  # a sentence: この催しは中止になりました。
    notice: Markup | None
    place: PlaceView | None
    online: Anchor | None
    summary: str
    program: Markup | None
    fee: tuple[str, ...]
    capacity: str | None
    audience: str | None
    hosts: tuple[Anchor, ...]
    cohosts: tuple[Anchor, ...]
    supporters: tuple[Anchor, ...]
    speakers: tuple[SpeakerView, ...]
    registration: RegistrationView | None
    contact: Markup | None
    mailing_list: Markup | None
    donate: Markup | None
    accessibility: tuple[str, ...]
    note: Markup | None
    plain: Markup | None
    body: Markup | None
    picture: PictureView | None
    series: Anchor | None
    repeats: str | None
    occurrences: tuple[OccurrenceView, ...]  # to come
    month: Anchor | None
    previous: EventCard | None  # in the series
    following: EventCard | None
    reports: tuple[ReportCard, ...]
    tags: tuple[Anchor, ...]
    author: str | None
    calendar: str  # path of its .ics
    share: ShareView
    adding: tuple[Anchor, ...]  # calendars on the web that it can be added to
