"""An announcement's page."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import EventCard, FormView, OccurrenceView, ReportCard
from .shared_views import LinkView, PictureView, PlaceView, ShareView, Stamp, WhenView


class SpeakerView(Struct, frozen=True, kw_only=True):
    name: str
    organization: LinkView | None
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
    online: LinkView | None
    summary: str
    program: Markup | None
    fee: tuple[str, ...]
    capacity: str | None
    audience: str | None
    hosts: tuple[LinkView, ...]
    cohosts: tuple[LinkView, ...]
    supporters: tuple[LinkView, ...]
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
    series: LinkView | None
    repeats: str | None
    occurrences: tuple[OccurrenceView, ...]  # to come
    month: LinkView | None
    previous: EventCard | None  # in the series
    following: EventCard | None
    reports: tuple[ReportCard, ...]
    tags: tuple[LinkView, ...]
    author: str | None
    calendar: str  # path of its .ics
    share: ShareView
    adding: tuple[LinkView, ...]  # calendars on the web that it can be added to
