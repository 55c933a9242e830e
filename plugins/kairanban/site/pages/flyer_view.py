"""An announcement as a sheet of paper."""

from markupsafe import Markup
from msgspec import Struct

from .shared_views import Stamp


class FittedText(Struct, frozen=True, kw_only=True):
    """Words on paper, how large they are set (points), and how many lines they take then."""

    text: str
    points: int
    lines: int


class FlyerLine(Struct, frozen=True, kw_only=True):
    """A line in a flyer's table. The instants (ISO 8601 with offset) tell when it is true."""

    text: str
    soft: bool = False  # tells details
    shows_from: str | None = None
    shows_until: str | None = None
    hidden: bool = False  # when the site was built


class FlyerRow(Struct, frozen=True, kw_only=True):
    label: str
    lines: tuple[FlyerLine, ...]
    across: bool = False  # whether the lines stand side by side
    shows_until: str | None = None  # instant, ISO 8601 with offset, at which nothing of it is true


class FlyerDay(Struct, frozen=True, kw_only=True):
    """The first or the last day of an event."""

    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    date: str  # ISO 8601


class FlyerView(Struct, frozen=True, kw_only=True):
    """flyer.html"""

    title: FittedText
    stamp: Stamp | None
    ended: bool  # when the site was built
    until: str  # instant at which it is over, ISO 8601 with offset
    status: FittedText | None  # what became of it, and why
    was: tuple[str, ...]
    days: tuple[FlyerDay, ...]  # one, or the first and the last
    points: int  # of the days
    repeats: FittedText | None  # instead of the days: 毎月第3木曜
    times: str | None  # 19:00〜20:30
    details: tuple[str, ...]  # below: 開場 18:30, another zone
    rows: tuple[FlyerRow, ...]
    row_points: int
    people: tuple[FlyerRow, ...]  # who holds it, and whom to ask
    people_points: int
    page: str  # path of the announcement's page
    address: FittedText  # absolute, of the same
    code: Markup  # the same as a QR code
