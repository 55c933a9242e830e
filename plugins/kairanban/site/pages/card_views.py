"""Entries of lists: events, reports, sessions, calls for help."""

from markupsafe import Markup
from msgspec import Struct

from .shared_views import LinkView, PictureView, Stamp, WhenView


class FormView(Struct, frozen=True, kw_only=True):
    """A form to register with, and when it is worth showing: ISO 8601 instants with offset."""

    url: str
    opens: str | None
    closes: str
    open: bool  # when the site was built
    closed: bool  # the same; neither before it opens


class EventCard(Struct, frozen=True, kw_only=True):
    """An event in a list."""

    path: str
    title: str
    when: WhenView
    stamp: Stamp | None
    place: str  # 仙台市市民活動サポートセンター 6階 ＋ Zoom
    fee: str
    summary: str
    repeats: str | None  # 毎月第3木曜
    report: LinkView | None
    form: FormView | None
    calendar: str | None  # path of its .ics
    # Of what repeats, the next day is shown until it is over, then the one after it: from this
    # instant (ISO 8601) on. `hidden` is whether it waited for its turn when the site was built, or
    # was over already.
    shows_from: str | None = None
    hidden: bool = False


class OccurrenceView(Struct, frozen=True, kw_only=True):
    """One day of what repeats, with its place on the page, or the page of its own."""

    id: str
    when: WhenView
    path: str | None  # of the file that replaces it
    stamp: Stamp | None = None


class ReportCard(Struct, frozen=True, kw_only=True):
    """A report in a list."""

    path: str
    title: str
    published: WhenView
    met: WhenView | None  # when the meeting was
    attendance: str | None
    summary: str
    picture: PictureView | None
    tags: tuple[LinkView, ...]


class SessionCard(Struct, frozen=True, kw_only=True):
    """A session in a list: `path` is its place in the report."""

    path: str
    title: str  # the report's
    when: WhenView
    people: tuple[str, ...]
    opening: str


class CallView(Struct, frozen=True, kw_only=True):
    """A call for help. Where `ended` is None its time tells: it is open until `closes`."""

    path: str  # its place in the report
    id: str
    title: str
    text: str
    type: LinkView | None  # the board's page of such calls
    organization: LinkView | None
    until: str | None  # 2024年6月30日(日), where the editor wrote it
    closes: str  # instant, ISO 8601 with offset
    open: bool  # when the site was built
    ended: str | None  # 決まりました, 募集終了
    apply: Markup | None  # how to respond
    report: LinkView
    published: WhenView
