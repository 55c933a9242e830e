"""Views: plain data, all that a template may read.

A page is a pure function of its template and its view. Paths are relative to the site's root
and without a leading slash (`events/x/`); a template puts `frame.root` before them. `Markup`
is sanitized HTML whose links already fit the page; every other string is text to be escaped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from ..reports.html.pictures import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link: `path` is inside the site, `url` outside; both None is plain text."""

    text: str
    path: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The same on every page, so it holds nothing that changes when content does."""

    name: str
    description: str
    language: str  # of the pages: "ja"
    home: str  # path of the first of them
    stylesheet: str  # path
    flyer_stylesheet: str  # path; of flyers, beside the other
    icon: str  # path
    script: str  # path
    filter_script: str  # path
    gallery_script: str  # path
    share_script: str  # path
    search_scripts: tuple[str, ...]  # paths
    feeds: tuple[Anchor, ...]  # Atom; absolute
    menu: tuple[Anchor, ...]
    footer: tuple[Anchor, ...]
    source_menu: tuple[Anchor, ...]  # of pages in another language: the way to those in Japanese
    calendar: "FeedView"  # of all events


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """The picture that social sites show beside a link to a page; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A page in one language."""

    language: str  # for lang and hreflang: "en"
    name: str  # of the language, in itself
    locale: str  # en_GB
    path: str
    url: str  # absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What base.html needs of one page."""

    template: str  # "event" for event.html
    path: str  # where the page is: "events/x/", "" for home, "404.html"
    root: str  # from this page to the site's root: "./", "../../"; an absolute path on 404
    title: str  # for <title>, the site's name included where it helps
    description: str
    canonical: str  # absolute
    og_type: str = "website"  # or "article"
    shared: SharedView | None = None
    crumbs: tuple[Anchor, ...] = ()  # from home to this page; the last one has no path
    json_ld: tuple[Markup, ...] = ()  # documents, `<` already escaped
    current: str | None = None  # path of the menu entry that this page belongs to
    listed: bool = True  # False: robots noindex
    copy: bool = False  # whether it says in another shape what the page at `canonical` says
    language: str = "ja"
    locale: str = "ja_JP"
    versions: tuple[Version, ...] = ()  # in all its languages, if several; the original first


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenView:
    """A time as people read it, and as machines do."""

    text: str  # 2024年1月18日(木) 19:00〜20:30
    days: str  # 2024年1月18日(木), or 2024年3月1日(金)〜3日(日)
    times: str | None  # 19:00〜20:30; None when all day
    zone: str | None  # shown where it is not the site's: "ニューヨーク時間(EST)"
    local: str | None  # the same in the site's zone, where zone is given
    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    start: str  # for <time datetime>: ISO 8601 with offset, or a date
    end: str | None  # the same; all day: the last day
    until: str  # instant at which it is over, ISO 8601 with offset
    # While it is today's where the site is, and not over: an ISO 8601 interval, for a script alone.
    today: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A seal stamp: `kind` is cancelled, postponed, rescheduled, moved_online, full or ended."""

    kind: str
    text: str  # 中止


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView(Shown):
    """A published picture with its words."""

    alt: str
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form to register with, and when it is worth showing: ISO 8601 instants with offset."""

    url: str
    opens: str | None
    closes: str
    open: bool  # when the site was built
    closed: bool  # the same; neither before it opens


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """An event in a list."""

    path: str
    title: str
    when: WhenView
    stamp: Stamp | None
    place: str  # 仙台市市民活動サポートセンター 6階 ＋ Zoom
    fee: str
    summary: str
    repeats: str | None  # 毎月第3木曜
    report: Anchor | None
    form: FormView | None
    calendar: str | None  # path of its .ics
    # Of what repeats, the next day is shown until it is over, then the one after it: from this
    # instant (ISO 8601) on. `hidden` is whether it waited for its turn when the site was built, or
    # was over already.
    shows_from: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """A report in a list."""

    path: str
    title: str
    published: WhenView
    met: WhenView | None  # when the meeting was
    attendance: str | None
    summary: str
    picture: PictureView | None
    tags: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place with what helps to get there."""

    name: Anchor
    room: str | None
    address: str | None
    map_url: str | None
    geo: tuple[float, float] | None
    access: str | None = None
    accessibility: str | None = None
    phone: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    name: str
    organization: Anchor | None
    topic: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceView:
    """One day of what repeats, with its place on the page, or the page of its own."""

    id: str
    when: WhenView
    path: str | None  # of the file that replaces it
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationView:
    """How to register."""

    text: Markup | None  # as written, addresses in it linked
    form: FormView | None
    closed: str | None  # why nobody can register, whatever the time: 満席のため …
    opens: WhenView | None
    until: WhenView | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """The head of a session on its report's page: the organization's page, and who spoke."""

    id: str
    title: str  # plain words
    organization: Anchor | None
    named: bool  # whether the heading is its name already
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCard:
    """A session in a list: `path` is its place in the report."""

    path: str
    title: str  # the report's
    when: WhenView
    people: tuple[str, ...]
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A call for help. Where `ended` is None its time tells: it is open until `closes`."""

    path: str  # its place in the report
    id: str
    title: str
    text: str
    type: Anchor | None  # the board's page of such calls
    organization: Anchor | None
    until: str | None  # 2024年6月30日(日), where the editor wrote it
    closes: str  # instant, ISO 8601 with offset
    open: bool  # when the site was built
    ended: str | None  # 決まりました, 募集終了
    apply: Markup | None  # how to respond
    report: Anchor
    published: WhenView


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """One piece of a report's body: HTML, or what stands at a session or a call."""

    html: Markup | None = None
    session: SessionView | None = None
    call: CallView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """How to pass a page on. All but `copy` are addresses that work without a script."""

    line: str
    mail: str
    copy: str  # what a script copies: the announcement's text, or the page's title and address
    text: str | None = None  # path of the same text
    flyer: str | None = None  # path


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Words on paper, how large they are set (points), and how many lines they take then."""

    text: str
    points: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerLine:
    """A line in a flyer's table. The instants (ISO 8601 with offset) tell when it is true."""

    text: str
    soft: bool = False  # tells details
    shows_from: str | None = None
    shows_until: str | None = None
    hidden: bool = False  # when the site was built


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerRow:
    label: str
    lines: tuple[FlyerLine, ...]
    across: bool = False  # whether the lines stand side by side
    shows_until: str | None = None  # instant, ISO 8601 with offset, at which nothing of it is true


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerDay:
    """The first or the last day of an event."""

    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    date: str  # ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerView:
    """flyer.html"""

    title: Sized
    stamp: Stamp | None
    ended: bool  # when the site was built
    until: str  # instant at which it is over, ISO 8601 with offset
    status: Sized | None  # what became of it, and why
    was: tuple[str, ...]
    days: tuple[FlyerDay, ...]  # one, or the first and the last
    points: int  # of the days
    repeats: Sized | None  # instead of the days: 毎月第3木曜
    times: str | None  # 19:00〜20:30
    details: tuple[str, ...]  # below: 開場 18:30, another zone
    rows: tuple[FlyerRow, ...]
    row_points: int
    people: tuple[FlyerRow, ...]  # who holds it, and whom to ask
    people_points: int
    page: str  # path of the announcement's page
    address: Sized  # absolute, of the same
    code: Markup  # the same as a QR code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """report.html"""

    title: str
    published: WhenView
    met: WhenView | None
    event: EventCard | None
    place: PlaceView | None
    online: Anchor | None
    attendance: str | None
    notice: Markup | None
    picture: PictureView | None
    body: tuple[BodyPart, ...]
    materials: tuple[Anchor, ...]
    hosts: tuple[Anchor, ...]
    related: tuple[ReportCard, ...]  # earlier ones
    next: EventCard | None  # the meeting that followed
    series: Anchor | None
    previous: ReportCard | None
    following: ReportCard | None
    note: Markup | None
    plain: Markup | None
    mailing_list: Markup | None
    donate: Markup | None
    tags: tuple[Anchor, ...]
    author: str | None
    share: ShareView


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A group of events: 2024年1月"""

    title: str
    events: tuple[EventCard, ...]
    path: str | None = None  # of the month's page


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A year's months, from January to December; those that have nothing have no path."""

    title: str  # 2024年
    id: str  # where it stands in the archive
    months: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """An event in a cell of the calendar, on one of its days."""

    path: str
    title: str
    time: str | None  # 19:00, where the site is, on the day on which it starts
    part: str | None  # 2日目, where it lasts for several
    stamp: Stamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A cell of the calendar."""

    day: int
    date: str  # ISO 8601
    kind: str  # "sunday", "saturday", "holiday" or ""
    holiday: str | None  # 成人の日
    place: str | None  # the id of what is told of its events below
    events: tuple[OnDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InMonth:
    """An event in a month's list: all times where the site is."""

    path: str
    title: str
    when: str  # 19:00〜20:30, 終日, or days where it lasts for several
    start: str  # for <time datetime>
    elsewhere: str | None  # 2024年1月18日(木) 19:00〜20:30 ニューヨーク時間(EST)
    repeats: str | None
    place: str
    stamp: Stamp | None
    report: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What begins on a day of a month, or is going on when the month begins."""

    id: str
    title: str  # 1月18日(木)
    holiday: str | None
    events: tuple[InMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPageView:
    """month.html. Nothing in it is told apart by the clock; `zone` is for marking today."""

    title: str  # 2024年1月の催し
    caption: str
    zone: str  # IANA name
    weekdays: tuple[tuple[str, str, str], ...]  # 日, 曜日, and its kind
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    holidays: tuple[str, ...]  # 8日(月) 成人の日
    days: tuple[DayView, ...]
    previous: Anchor | None
    following: Anchor | None
    year: YearView
    years: tuple[Anchor | None, Anchor | None]  # before and after: their places in the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Pages are numbered from the oldest; the newest is shown at the list's own address."""

    text: str  # 3ページ中3ページ目
    newer: str | None  # path
    older: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """home.html"""

    upcoming: tuple[EventCard, ...]  # soonest first; the first is the next meeting
    calls: tuple[CallView, ...]  # open ones, newest first
    reports: tuple[ReportCard, ...]  # newest first
    series: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """language.html: all that is there in a language other than Japanese."""

    title: str
    upcoming: tuple[EventCard, ...]  # soonest first
    past: tuple[EventCard, ...]  # newest first
    reports: tuple[ReportCard, ...]  # newest first
    groups: tuple[tuple[str, tuple[Anchor, ...]], ...]  # a heading, and pages


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsView:
    """events.html (coming, by month, soonest first) and past.html (newest first)."""

    title: str
    months: tuple[MonthView, ...]
    series: tuple[Anchor, ...] = ()
    pager: Pager | None = None
    years: tuple[YearView, ...] = ()  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsView:
    """reports.html"""

    title: str
    reports: tuple[ReportCard, ...]
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """organization.html"""

    name: str
    kana: str | None
    aliases: tuple[str, ...]
    area: str | None
    url: str | None
    phone: Anchor | None
    contact: Markup | None
    logo: PictureView | None
    tags: tuple[Anchor, ...]
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    series: tuple[Anchor, ...]
    sessions: tuple[SessionCard, ...]  # newest first
    calls: tuple[CallView, ...]  # open when the site was built
    past_calls: tuple[CallView, ...]  # the newest
    reports: tuple[ReportCard, ...]
    older: Mapping[str, Anchor]  # by list: where all of it is, if that is more than is here
    calendar: "FeedView"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """One way to see fewer calls: a page, and what its calls are marked with on the board."""

    text: str
    path: str
    mark: str  # "type-volunteer"; "" for all
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsView:
    """calls.html: the board, one of its filters, or all calls."""

    title: str
    lead: str
    everything: bool  # ended ones too
    filters: tuple[tuple[str, tuple[FilterView, ...]], ...]  # 種類, 団体
    calls: tuple[tuple[CallView, str], ...]  # and the marks that filters look for
    feed: str  # absolute
    script: bool  # whether filters may be applied to this page
    pager: "Pager | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsView:
    """organizations.html: in the order of their readings."""

    organizations: tuple[Anchor, ...]  # `note` is the area


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueView:
    """venue.html"""

    place: PlaceView
    access: str | None
    accessibility: str | None
    phone: Anchor | None
    url: str | None
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, Anchor]  # by list: where all of it is, if that is more than is here


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionView:
    """series.html and tag.html"""

    title: str
    summary: str | None
    repeats: str | None
    occurrences: tuple[OccurrenceView, ...]  # regular days to come, each without an announcement
    body: Markup | None
    upcoming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]
    older: Mapping[str, Anchor]  # by list: where all of it is, if that is more than is here
    calendar: "FeedView"
    organizations: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """older.html: all of one list of a group, newest first; one of the four is filled."""

    title: str
    events: tuple[EventCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    sessions: tuple[SessionCard, ...] = ()
    calls: tuple[CallView, ...] = ()
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A calendar to subscribe to; `url` and `webcal` are absolute."""

    title: str
    path: str
    url: str
    webcal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """subscribe.html"""

    title: str
    everything: FeedView
    groups: tuple[tuple[str, tuple[FeedView, ...]], ...]  # a heading, and calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """search.html"""

    title: str
    kinds: tuple[tuple[str, str], ...]  # of pages: those of `Searched` with their names, "" is all
    lists: tuple[Anchor, ...]  # where one finds things without searching


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """page.html, and 404.html with an empty body"""

    title: str
    body: Markup
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How a page is found: results are filtered by its kind and year, and sorted by its day.

    The kind is report, event, organization, series, venue or page.
    """

    kind: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """One page to be written: `render(frame.template, site=…, frame=…, view=…)`."""

    frame: Frame
    view: object
    sources: tuple[str, ...] = field(default=())  # content files it was made from
    # An instant (aware) at which it changes that its HTML does not tell.
    changes: datetime | None = None
    searched: Searched | None = None
