"""The locale of Japanese, the source language, and the interface of all other locales."""

from datetime import date, time

from ...content.dates import japanese_text
from ...content.dates.span import Span
from ...content.recurrence.repeat import Repeat
from ..format.zone_names import format_zone


class Locale:
    """Labels and times in the language of a page; this class itself is Japanese.

    Labels are named by their Japanese text, which is the key in the catalogues of other languages.
    """

    code: str = "ja"  # BCP 47, for `lang`
    prefix: str = ""  # of the paths of its pages, such as "en/"; "" for Japanese

    @property
    def digest(self) -> str:
        """Return a digest of the labels; "" for Japanese, whose labels are their own keys."""
        return ""

    @property
    def identifier(self) -> str:
        """Return language and region, such as `ja_JP`."""
        return "ja_JP"

    @property
    def name(self) -> str:
        """Return the language's name in the language itself."""
        return "日本語"

    def say(self, label: str, /, **values: object) -> str:
        """Return a label, with its `{names}` replaced by the values."""
        return label.format(**values) if values else label

    def plural(self, label: str, n: int, /) -> str:
        """Return a label in the plural form for a number, with `{n}` not replaced yet."""
        del n
        return label

    def counted(self, label: str, n: int, /) -> str:
        """Return a label in the plural form for a number, with `{n}` replaced."""
        return self.plural(label, n).format(n=n)

    def listed(self, *items: str) -> str:
        """Return items separated by commas: `赤木さん、男澤さん`."""
        return "、".join(items)

    def joined(self, *items: str) -> str:
        """Return items joined by "and": `月曜日・木曜日`."""
        return "・".join(items)

    def day(self, day: date) -> str:
        """Return a day: `2024年1月18日(木)`."""
        return japanese_text.format_day(day)

    def days(self, first: date, last: date) -> str:
        """Return a range of days: `2024年3月1日(金)〜3日(日)`."""
        return japanese_text.format_days(first, last)

    def year(self, year: int) -> str:
        """Return a year: `2024年`."""
        return f"{year}年"

    def month_alone(self, day: date) -> str:
        """Return a day's month without the year: `1月`."""
        return f"{day.month}月"

    def day_alone(self, day: date) -> str:
        """Return a day of the month without the weekday: `18日`."""
        return f"{day.day}日"

    def day_in_year(self, day: date) -> str:
        """Return a day without the year: `1月18日(木)`."""
        return f"{day.month}月{day.day}日{japanese_text.format_weekday_mark(day)}"

    def day_in_month(self, day: date) -> str:
        """Return a day without year and month: `18日(木)`."""
        mark = japanese_text.format_weekday_mark(day).replace("・祝", "")
        return f"{day.day}日{mark}"

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Return weekdays, Monday first: short names and the rest of the long: `月`, `曜日`."""
        return tuple((name, "曜日") for name in japanese_text.WEEKDAYS)

    def month(self, day: date) -> str:
        """Return the month and year of a day: `2024年1月`."""
        return f"{day.year}年{day.month}月"

    def month_and_day(self, day: date) -> str:
        """Return month and day in the short form: `1/18`."""
        return f"{day.month}/{day.day}"

    def weekday(self, day: date) -> str:
        """Return the weekday of a day, with a mark on holidays: `木曜日`, `月曜日・祝日`."""
        return japanese_text.format_weekday(day)

    def clock(self, clock: time) -> str:
        """Return a time of day: `19:00`."""
        return japanese_text.format_clock(clock)

    def times(self, span: Span) -> str | None:
        """Return the times of a span: `19:00〜20:30`; None for whole or several days."""
        return japanese_text.format_times(span)

    def span(self, span: Span) -> str:
        """Return a span, in its own zone: `2024年1月18日(木) 19:00〜20:30`."""
        return japanese_text.format_span(span)

    def zone(self, span: Span) -> str:
        """Return the zone of a timed span: `ニューヨーク時間(EST)`; "" where it has none."""
        return format_zone(span)

    def describe_repeat(self, repeat: Repeat) -> str:
        """Return how an event repeats: `毎月第3木曜`."""
        return repeat.text


JAPANESE = Locale()
