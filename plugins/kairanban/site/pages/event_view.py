"""View models of the page of an event."""

from markupsafe import Markup
from msgspec import Struct

from .card_views import EventCard, FormView, OccurrenceView, ReportCard
from .shared_views import LinkView, PictureView, PlaceView, ShareView, Stamp, WhenView


class SpeakerView(Struct, frozen=True, kw_only=True):
    """A speaker: who speaks, for which organization, on what."""

    name: str
    organization: LinkView | None
    topic: str | None


class RegistrationView(Struct, frozen=True, kw_only=True):
    """The row 申込み: how to register, and when."""

    text: Markup | None  # as written, with its addresses linked
    form: FormView | None
    closed: str | None  # why nobody can register, whatever the time: 満席のため …
    opens: WhenView | None  # when registration starts
    until: WhenView | None  # the deadline
    note: str | None


class EventView(Struct, frozen=True, kw_only=True):
    """The view of event.html."""

    title: str
    when: WhenView
    was: tuple[WhenView, ...]  # when it was to take place before
    doors: str | None  # 18:30
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
    repeats: str | None  # 毎月第3木曜
    occurrences: tuple[OccurrenceView, ...]  # upcoming ones
    month: LinkView | None  # to the calendar of its month
    previous: EventCard | None  # in the series
    following: EventCard | None
    reports: tuple[ReportCard, ...]
    tags: tuple[LinkView, ...]
    author: str | None
    calendar: str  # path of its .ics
    share: ShareView
    adding: tuple[LinkView, ...]  # to calendar services on the web that take it as an entry
