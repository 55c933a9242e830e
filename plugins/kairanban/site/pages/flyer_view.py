"""View models of an event's flyer."""

from markupsafe import Markup
from msgspec import Struct

from .shared_views import Stamp


class FittedText(Struct, frozen=True, kw_only=True):
    """A text on paper with its type size (points) and the number of lines it takes at it."""

    text: str
    points: int
    lines: int


class FlyerLine(Struct, frozen=True, kw_only=True):
    """A line in a flyer's row. It is shown between its instants (ISO 8601 with offset)."""

    text: str
    soft: bool = False  # whether it gives details, in smaller type
    shows_from: str | None = None
    shows_until: str | None = None
    hidden: bool = False  # when the site was built


class FlyerRow(Struct, frozen=True, kw_only=True):
    """A row of a flyer: a label and its lines."""

    label: str
    lines: tuple[FlyerLine, ...]
    across: bool = False  # whether the lines stand side by side
    shows_until: str | None = None  # instant, ISO 8601 with offset, at which its last line goes


class FlyerDay(Struct, frozen=True, kw_only=True):
    """The first or the last day of an event."""

    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    date: str  # ISO 8601


class FlyerView(Struct, frozen=True, kw_only=True):
    """The view of flyer.html."""

    title: FittedText
    stamp: Stamp | None
    ended: bool  # when the site was built
    until: str  # instant at which it is over, ISO 8601 with offset
    status: FittedText | None  # cancelled, postponed …, and why
    was: tuple[str, ...]  # when it was to take place before
    days: tuple[FlyerDay, ...]  # one, or the first and the last
    points: int  # type size of the days
    repeats: FittedText | None  # instead of the days: 毎月第3木曜
    times: str | None  # 19:00〜20:30
    details: tuple[str, ...]  # lines below the days: 開場 18:30, another zone
    rows: tuple[FlyerRow, ...]
    row_points: int  # type size
    people: tuple[FlyerRow, ...]  # contact and organizers
    people_points: int  # type size
    page: str  # path of the event's page
    address: FittedText  # full address of that page
    code: Markup  # that address as a QR code (SVG)
