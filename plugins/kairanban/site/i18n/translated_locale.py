"""Locales of other languages: labels from a catalogue, dates from CLDR through Babel."""

from datetime import date, datetime, time
from functools import cached_property
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from ...content.dates.japanese_text import ends_past_midnight, is_holiday
from ...content.dates.span import Span
from ...content.dates.zones import zone_info
from ...content.recurrence.repeat import Repeat
from ..format.zone_names import UTC_ZONES, short_name
from .catalogue import Catalogue
from .locale import Locale
from .repeat_text import describe_repeat

if TYPE_CHECKING:
    import babel

THIN_SPACES = str.maketrans(
    "\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}", "  "
)  # CLDR uses them; few fonts have them


class TranslatedLocale(Locale):
    """The locale of a language with a catalogue.

    The catalogue is read when a label is first looked up, which many builds never do.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.code = catalogue.language
        self.prefix = f"{catalogue.language}/"
        self._catalogue = catalogue

    @property
    def digest(self) -> str:
        """Return the digest of the catalogue's files."""
        return self._catalogue.digest

    @property
    def identifier(self) -> str:
        """Return language and region, such as `en_GB`."""
        return self._catalogue.locale

    @property
    def name(self) -> str:
        """Return the language's name in the language itself: `English`."""
        return self._catalogue.name

    def say(self, label: str, /, **values: object) -> str:
        """Return a label from the catalogue, or its Japanese text, with `{names}` replaced."""
        words = self._labels.gettext(label)
        return words.format(**values) if values else words

    def plural(self, label: str, n: int, /) -> str:
        """Return a label in the plural form for a number, with `{n}` not replaced yet."""
        return self._labels.ngettext(label, label, n)

    def listed(self, *items: str) -> str:
        """Return items separated by commas."""
        return ", ".join(items)

    def joined(self, *items: str) -> str:
        """Return items joined by "and": `Monday and Thursday`."""
        from babel.lists import format_list  # noqa: PLC0415

        return str(format_list(items, locale=self._locale))

    def day(self, day: date) -> str:
        """Return a day: `Thursday, 18 January 2024`."""
        return self._format_date(day, "full")

    def days(self, first: date, last: date) -> str:
        """Return a range of days: `Fri, 1 Mar – Sun, 3 Mar 2024`."""
        if first == last:
            return self.day(first)
        from babel.dates import format_interval  # noqa: PLC0415

        return str(format_interval(first, last, "yMMMEd", locale=self._locale)).translate(
            THIN_SPACES
        )

    def year(self, year: int) -> str:
        """Return a year: `2024`."""
        return str(year)

    def month_alone(self, day: date) -> str:
        """Return a day's month without the year: `January`."""
        return self._format_date(day, "LLLL")

    def day_alone(self, day: date) -> str:
        """Return a day of the month without the weekday: `18`."""
        return str(day.day)

    def day_in_year(self, day: date) -> str:
        """Return a day without the year: `Thu 18 Jan`."""
        return self._format_skeleton(day, "MMMEd")

    def day_in_month(self, day: date) -> str:
        """Return a day without year and month: `Thu 18`."""
        return self._format_skeleton(day, "Ed")

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Return weekdays, Monday first: short names and the rest of the long: `Mon`, `day`."""
        days = self._locale.days["stand-alone"]
        both = ((str(days["abbreviated"][n]), str(days["wide"][n])) for n in range(7))
        return tuple(
            (short, name.removeprefix(short)) if name.startswith(short) else (name, "")
            for short, name in both
        )

    def month(self, day: date) -> str:
        """Return the month and year of a day: `January 2024`."""
        return self._format_skeleton(day, "yMMMM")

    def month_and_day(self, day: date) -> str:
        """Return month and day in the short form: `18 Jan`."""
        return self._format_skeleton(day, "MMMd")

    def weekday(self, day: date) -> str:
        """Return the weekday of a day, with a mark on holidays: `Monday, public holiday`."""
        name = self._format_date(day, "EEEE")
        return self.say("{weekday}・祝日", weekday=name) if is_holiday(day) else name

    def clock(self, clock: time) -> str:
        """Return a time of day: `19:00`."""
        from babel.dates import format_time  # noqa: PLC0415

        plain = clock.replace(tzinfo=None)
        return str(format_time(plain, "short", locale=self._locale)).translate(THIN_SPACES)

    def times(self, span: Span) -> str | None:
        """Return the times of a span: `19:00–20:30`; None for whole or several days."""
        if not isinstance(span.start, datetime):
            return None
        start = self.clock(span.start.time())
        if not isinstance(span.end, datetime):
            return self.say("{start}〜", start=start)
        end = self.clock(span.end.time())
        if ends_past_midnight(span):
            return self.say("{start}〜翌{end}", start=start, end=end)
        if span.first_day == span.last_day:
            return self.say("{start}〜{end}", start=start, end=end)
        return None

    def span(self, span: Span) -> str:
        """Return a span in its own zone: `Thursday, 18 January 2024, 19:00–20:30`."""
        if not isinstance(span.start, datetime):
            return self.days(span.first_day, span.last_day)
        times = self.times(span)
        if times:
            return self.say("{day} {time}", day=self.day(span.first_day), time=times)
        assert isinstance(span.end, datetime)
        start, end = (
            self.say("{day} {time}", day=self.day(each.date()), time=self.clock(each.time()))
            for each in (span.start, span.end)
        )
        return self.say("{start}〜{end}", start=start, end=end)

    def zone(self, span: Span) -> str:
        """Return the zone of a timed span: `New York time (EST)`; "" where it has none."""
        if not isinstance(span.start, datetime) or span.zone is None:
            return ""
        if span.zone in UTC_ZONES:
            return "UTC"
        from babel.dates import get_timezone_location  # noqa: PLC0415

        zone = zone_info(span.zone)
        place = str(get_timezone_location(zone, locale=self._locale))
        if "(" in place:  # in a country with several zones
            city = get_timezone_location(zone, locale=self._locale, return_city=True)
            place = self.say("{city}時間", city=city)
        return self.say("{zone}({short})", zone=place, short=short_name(span.start))

    def describe_repeat(self, repeat: Repeat) -> str:
        """Return how an event repeats; in Japanese where its rule has no description."""
        return describe_repeat(repeat, self) or repeat.text

    @cached_property
    def _labels(self) -> NullTranslations:
        return self._catalogue.read()

    @cached_property
    def _locale(self) -> "babel.Locale":
        from babel import Locale  # noqa: PLC0415

        return Locale.parse(self.identifier)

    def _format_date(self, day: date, form: Any) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        return str(format_date(day, form, locale=self._locale)).translate(THIN_SPACES)

    def _format_skeleton(self, day: date, parts: str) -> str:
        from babel.dates import format_skeleton  # noqa: PLC0415

        return str(format_skeleton(parts, day, locale=self._locale)).translate(THIN_SPACES)
