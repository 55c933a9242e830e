"""View models of list entries: events, reports, sessions, calls for help."""

from markupsafe import Markup
from msgspec import Struct

from .shared_views import LinkView, PictureView, Stamp, WhenView


class FormView(Struct, frozen=True, kw_only=True):
    """A web form to register with; it opens and closes at ISO 8601 instants with offset."""

    url: str
    opens: str | None
    closes: str
    open: bool  # when the site was built
    closed: bool  # when the site was built; before it opens, neither is true


class EventCard(Struct, frozen=True, kw_only=True):
    """An event in a list; or one occurrence, or a series' regular days."""

    path: str  # of its page, with a fragment for an occurrence
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
    # Of a repeating event, the next occurrence is shown until it is over, then the one after it:
    # from this instant (ISO 8601 with offset) on. `hidden` tells whether it was still waiting for
    # that, or already over, when the site was built.
    shows_from: str | None = None
    hidden: bool = False


class OccurrenceView(Struct, frozen=True, kw_only=True):
    """One occurrence of a repeating event, as the event's page lists it."""

    id: str  # HTML id, see `occurrence_anchor`
    when: WhenView
    path: str | None  # of the page of the event that replaces it
    stamp: Stamp | None = None


class ReportCard(Struct, frozen=True, kw_only=True):
    """A report in a list."""

    path: str
    title: str
    published: WhenView
    met: WhenView | None  # when the meeting took place
    attendance: str | None
    summary: str
    picture: PictureView | None
    tags: tuple[LinkView, ...]


class SessionCard(Struct, frozen=True, kw_only=True):
    """A session in a list."""

    path: str  # of the report, with the session's fragment
    title: str  # the report's
    when: WhenView
    people: tuple[str, ...]
    opening: str  # its first words, plain


class CallView(Struct, frozen=True, kw_only=True):
    """A call for help. It is open until `closes`, unless `ended` says that it ended earlier."""

    path: str  # of the report, with the call's fragment
    id: str  # HTML id in the report
    title: str
    text: str  # the rest of its words, plain
    type: LinkView | None  # to the board's page of this type
    organization: LinkView | None
    until: str | None  # 2024年6月30日(日), where the editor wrote it
    closes: str  # instant, ISO 8601 with offset, in the site's zone
    open: bool  # when the site was built
    ended: str | None  # 決まりました, 募集終了
    apply: Markup | None  # how to respond
    report: LinkView
    published: WhenView
