"""Tokens of dates and times as people type them: days, weekdays, times, separators."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from ..problems import Unreadable
from .english import normalize_english_dates

MAX_CHARACTERS = 200  # of a text that is read as a date
# Dashes, tildes and brackets, each with the one character that the patterns below know.
LOOKALIKES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−ーｰ─", "-")
    | dict.fromkeys("〜～∼⁓", "~")
    | dict.fromkeys("[【〔〈", "(")
    | dict.fromkeys("]】〕〉", ")")
)
# Words without meaning for a date, and words for まで.
WORD_REPLACEMENTS = (
    ("スタート", ""),
    ("開始", ""),
    ("開演", ""),
    ("終了", ""),
    ("終日", ""),
    ("必着", "まで"),
    ("締切", "まで"),
)
# By era: the year of the common era before its first year.
ERA_OFFSETS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
LAST_ERA_YEARS = {"平成": 31, "昭和": 64, "H": 31, "S": 64}  # years of eras that are over
WEEKDAYS = "月火水木金土日"
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Names of holidays as `normalize` leaves them; it makes the ー of スポーツ a dash.
HOLIDAYS = (
    "元日|成人の日|建国記念の日|天皇誕生日|春分の日|昭和の日|憲法記念日|みどりの日|こどもの日|海の日|"
    "山の日|敬老の日|秋分の日|スポ.ツの日|文化の日|勤労感謝の日|国民の休日"
)

ERA_YEAR = r"(?P<era>令和|平成|昭和|[RHS])\s*(?P<era_year>元|\d{1,2})"
TOKENS = re.compile(
    r"(?P<space>[\s,、]+)"
    r"|(?P<iso>(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})T(?P<ih>\d{1,2}):(?P<imin>\d{2})(?::(?P<is>\d{2}))?"
    r"(?P<ioff>Z|[+]\d{2}:?\d{2}|-(?:0\d|1[0-4]):?\d{2})?(?!\d))"
    r"|(?P<day>(?:(?P<y>\d{4})\s*(?P<sep>[-/.])\s*(?P<m>\d{1,2})\s*(?P=sep)\s*(?P<d>\d{1,2})(?!\d)"
    rf"|(?P<jy>\d{{4}})\s*年?\s*(?:\({ERA_YEAR}年?\))?\s*年?\s*(?P<jm>\d{{1,2}})\s*月\s*(?P<jd>\d{{1,2}})\s*日"
    rf"|{ERA_YEAR.replace('era', 'e2')}\s*(?:年?\s*\((?P<ey>\d{{4}})年?\)\s*年?|年|[-/.])\s*(?P<em>\d{{1,2}})\s*(?:月|[-/.])\s*(?P<ed>\d{{1,2}})(?:\s*日|(?!\d))"
    r"|(?P<nm>\d{1,2})\s*月\s*(?P<nd>\d{1,2})\s*日|(?P<sm>\d{1,2})/(?P<sd>\d{1,2})(?![\d/])|(?P<od>\d{1,2})\s*日))"
    r"|(?P<clock>(?P<noon>正午)|(?P<half>午前|午後|[AaPp]\.?[Mm]\.?)?\s*(?P<h>\d{1,2})\s*"
    r"(?::\s*(?P<min>\d{2})(?!\d)(?::\d{2})?|時\s*(?:(?P<halfpast>半)|(?P<jmin>\d{1,2})\s*分)?|(?=[AaPp]\.?[Mm]))"
    r"\s*(?P<after>[AaPp]\.?[Mm]\.?(?![a-z]))?(?P<off>Z|[+]\d{2}:\d{2})?)"
    r"|(?P<weekday>\((?P<inside>[^()]{1,12})\)|(?P<bare>[月火水木金土日])曜日?|(?P<eng>(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?))"
    r"|(?P<separator>-{1,2}|~|/|から|より|→|=>|⇒|➡)"
    r"|(?P<next>翌[日朝]?)"
    r"|(?P<until>まで)"
)


class DayToken(Struct, frozen=True, kw_only=True):
    """A day of the calendar; `year` and `month` are None where they are left out."""

    year: int | None
    month: int | None
    day: int


class MarkToken(Struct, frozen=True, kw_only=True):
    """The weekday or holiday written after a day, mostly in parentheses.

    `weekday` is 0 for Monday, None where only a holiday is written; `written` is the text as typed.
    """

    weekday: int | None
    written: str
    holiday: bool


class TimeToken(Struct, frozen=True, kw_only=True):
    """A time of day on the 24-hour clock; hours from 24 on are in the next day.

    `half` is "am" or "pm" where it was written; it is already counted in `hour`.
    """

    hour: int
    minute: int
    half: str | None = None
    offset: str | None = None  # from UTC: "Z", "+09:00"; None where none is written


class SeparatorToken(Struct, frozen=True):
    """The separator between a beginning and an end, like `~` or から."""


class UntilToken(Struct, frozen=True):
    """The word まで, after an end."""


class NextDayToken(Struct, frozen=True):
    """The word 翌, 翌日 or 翌朝: the end is on the day after the beginning."""


Token = DayToken | MarkToken | TimeToken | SeparatorToken | NextDayToken | UntilToken


def normalize(text: str) -> str:
    """Return the text in the form that `tokenize` reads.

    Widths (NFKC), dashes, tildes and brackets are unified, words without meaning removed, and
    English dates written in figures. Raises `Unreadable` for a text that is too long.
    """
    # NFKC would turn ˜ into a space and a combining tilde.
    plain = unicodedata.normalize("NFKC", text.replace("˜", "~")).strip()
    if len(plain) > MAX_CHARACTERS:
        raise Unreadable("unreadable-date", rest=plain[:20] + "…")
    for word, meaning in WORD_REPLACEMENTS:
        plain = plain.replace(word, meaning)
    return normalize_english_dates(plain.translate(LOOKALIKES))


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a text from `normalize`.

    Raises `Unreadable` with the rest of the text where it is no token.
    """
    position = 0
    while position < len(text):
        found = TOKENS.match(text, position)
        if not found or found.end() == position:
            raise Unreadable("unreadable-date", rest=text[position:][:20])
        position = found.end()
        yield from _meaning(found)


def _meaning(found: re.Match[str]) -> Iterator[Token]:
    if found["iso"]:
        yield DayToken(year=int(found["iy"]), month=int(found["im"]), day=int(found["id"]))
        yield TimeToken(hour=int(found["ih"]), minute=int(found["imin"]), offset=found["ioff"])
    elif found["day"]:
        yield _day(found)
    elif found["clock"]:
        yield _time(found)
    elif found["weekday"]:
        yield _mark(found)
    elif found["separator"]:
        yield SeparatorToken()
    elif found["next"]:
        yield NextDayToken()
    elif found["until"]:
        yield UntilToken()


def _number(found: re.Match[str], *names: str) -> int | None:
    return next((int(found[name]) for name in names if found[name]), None)


def _day(found: re.Match[str]) -> DayToken:
    year = _number(found, "y", "jy", "ey")
    era, era_year = (
        (found["era"], found["era_year"]) if found["era"] else (found["e2"], found["e2_year"])
    )
    if era:
        number = 1 if era_year == "元" else int(era_year)
        of_era = ERA_OFFSETS[era] + number
        if not 1 <= number <= LAST_ERA_YEARS.get(era, number):
            raise Unreadable("no-year-of-era", year=f"{era}{era_year}年")
        if year is not None and year != of_era:
            raise Unreadable("era-mismatch", era=f"{era}{era_year}年", year=of_era)
        year = of_era
    month = _number(found, "m", "jm", "em", "nm", "sm")
    day = _number(found, "d", "jd", "ed", "nd", "sd", "od")
    assert day is not None
    return DayToken(year=year, month=month, day=day)


def _time(found: re.Match[str]) -> TimeToken:
    if found["noon"]:
        return TimeToken(hour=12, minute=0)
    hour, minute = (
        int(found["h"]),
        _number(found, "min", "jmin") or (30 if found["halfpast"] else 0),
    )
    word = (found["half"] or found["after"] or "").lower().replace(".", "")
    half = {"午前": "am", "午後": "pm", "am": "am", "pm": "pm"}.get(word)
    return TimeToken(hour=to_24_hours(hour, half), minute=minute, half=half, offset=found["off"])


def to_24_hours(hour: int, half: str | None) -> int:
    """Return an hour of the 24-hour clock: 午後7時 is 19, 午後0時 is 12, 午前12時 is 0.

    `half` is "am", "pm" or None.
    """
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _mark(found: re.Match[str]) -> MarkToken:
    inside = found["inside"]
    if inside is None:
        name = found["bare"] or found["eng"][:3].lower()
        return MarkToken(
            weekday=_weekday(name), written=found["bare"] or found["eng"], holiday=False
        )
    text = inside.replace(" ", "")
    named = re.fullmatch(
        r"([月火水木金土日])?(?:曜日?)?[・,、/]?"
        rf"(祝日?|祭日?|振替休日|振休|休日?|{HOLIDAYS})?",
        text,
    )
    if named and text:
        weekday = _weekday(named[1]) if named[1] else None
        return MarkToken(weekday=weekday, written=named[1] or text, holiday=bool(named[2]))
    if text[:3].lower() in ENGLISH and text.isalpha() and text.isascii():
        return MarkToken(weekday=_weekday(text[:3].lower()), written=text, holiday=False)
    raise Unreadable("unreadable-date", rest=f"({inside})"[:20])


def _weekday(name: str) -> int:
    return WEEKDAYS.index(name) if name in WEEKDAYS else ENGLISH.index(name)
