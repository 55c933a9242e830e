"""Japanese, in which everything is written first, and what every other language can do as well."""

from datetime import date, time

from ...content.dates import japanese_text
from ...content.dates.repeat import Repeat
from ...content.dates.span import Span
from ..format.zone_names import format_zone


class Locale:
    """Labels and times in the language of the pages.

    A label is called by its Japanese words; the catalogues of other languages are kept by these.
    """

    code: str = "ja"  # BCP 47, for `lang`
    prefix: str = ""  # of the paths of its pages: "en/"

    @property
    def digest(self) -> str:
        """What tells the state of its labels; these are their own."""
        return ""

    @property
    def identifier(self) -> str:
        """Language and region, for programs that want both."""
        return "ja_JP"

    @property
    def name(self) -> str:
        """As its own readers call it."""
        return "日本語"

    def say(self, label: str, /, **values: object) -> str:
        """A label, its `{names}` filled in."""
        return label.format(**values) if values else label

    def plural(self, label: str, n: int, /) -> str:
        """A label in the form that belongs to a number."""
        del n
        return label

    def counted(self, label: str, n: int, /) -> str:
        """A label with `{n}`, in the form that belongs to the number."""
        return self.plural(label, n).format(n=n)

    def listed(self, *items: str) -> str:
        """`赤木さん、男澤さん`"""
        return "、".join(items)

    def joined(self, *items: str) -> str:
        """`月曜日・木曜日`: all of these"""
        return "・".join(items)

    def day(self, day: date) -> str:
        """`2024年1月18日(木)`"""
        return japanese_text.format_day(day)

    def days(self, first: date, last: date) -> str:
        """`2024年3月1日(金)〜3日(日)`"""
        return japanese_text.format_days(first, last)

    def year(self, year: int) -> str:
        """`2024年`"""
        return f"{year}年"

    def month_alone(self, day: date) -> str:
        """`1月`"""
        return f"{day.month}月"

    def day_alone(self, day: date) -> str:
        """`18日`"""
        return f"{day.day}日"

    def day_in_year(self, day: date) -> str:
        """`1月18日(木)`"""
        return f"{day.month}月{day.day}日{japanese_text.format_weekday_mark(day)}"

    def day_in_month(self, day: date) -> str:
        """`18日(木)`"""
        mark = japanese_text.format_weekday_mark(day).replace("・祝", "")
        return f"{day.day}日{mark}"

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """`月` and `曜日`: short names, and how they go on; Monday first."""
        return tuple((name, "曜日") for name in japanese_text.WEEKDAYS)

    def month(self, day: date) -> str:
        """`2024年1月`"""
        return f"{day.year}年{day.month}月"

    def month_and_day(self, day: date) -> str:
        """`1/18`"""
        return f"{day.month}/{day.day}"

    def weekday(self, day: date) -> str:
        """`木曜日`, `月曜日・祝日`"""
        return japanese_text.format_weekday(day)

    def clock(self, clock: time) -> str:
        """`19:00`"""
        return japanese_text.format_clock(clock)

    def times(self, span: Span) -> str | None:
        """`19:00〜20:30`; None for whole days, and for a span over several."""
        return japanese_text.format_times(span)

    def span(self, span: Span) -> str:
        """`2024年1月18日(木) 19:00〜20:30`, in the span's own zone."""
        return japanese_text.format_span(span)

    def zone(self, span: Span) -> str:
        """`ニューヨーク時間(EST)`: the zone of a timed span."""
        return format_zone(span)

    def describe_repeat(self, repeat: Repeat) -> str:
        """`毎月第3木曜`"""
        return repeat.text


JAPANESE = Locale()
