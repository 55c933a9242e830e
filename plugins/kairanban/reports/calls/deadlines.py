"""Parsing of the deadlines and statuses of calls: `（6月30日まで）`, `【募集終了】`."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from ...content.dates import notation
from ...content.problems import Unreadable
from ..sections.parsed_body import CallStatus
from .call_types import parse_status

BRACKETED = re.compile(
    r"【(?P<thick>[^【】]+)】|［(?P<wide>[^［］]+)］|\[(?P<square>[^\[\]]+)\](?!\()"
    r"|[（(](?P<round>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
# Text that may follow a deadline in brackets: 「**受付**（6月30日まで）。来た方を迎えます。」
FOLLOWS = re.compile(r"$|[\s。．.：:*_【［\[（({｛]")
OPENINGS = ("（", "【", "(", "［", "[")
STOPS = "。．.！!"
MAX_DEADLINE_CHARACTERS = 60  # characters of a deadline
STRONG = r"(?:締切り?|締め切り?|〆切り?|〆|期限|期間)"
WEAK = r"(?:(?:募集|応募|受付|受け付け|申込み?|申し込み)の?)"
DEADLINE = re.compile(
    rf"※?(?:{WEAK}?(?P<label>{STRONG})|{WEAK})?[\s:は、が]*(?P<day>.*?)\s*"
    rf"(?P<until>まで(?:に|です|(?:の?{WEAK})(?:します|しています|中です|中|ます|ています)?)?"
    rf"|必着(?:です)?|が?{STRONG}(?:です)?|(?<=いっぱい))?(?:です)?"
)
DATED = re.compile(r"\d\s*[月/.-]|年内|年度[内末]|月末|年末|月いっぱい")
END_OF_MONTH = re.compile(
    r"(?:(?P<year>\d{4})年)?\s*(?:(?P<month>\d{1,2})|(?P<near>[今来]))月(?:末日?|いっぱい)"
)
# A day without a year is the first one that is not longer than this before the report's
# publication: announcements look ahead, but some deadlines are over by then.
MAX_OVERDUE = timedelta(days=90)
# The least difference between two times: a deadline at 0:00 ends the day before.
TIME_RESOLUTION = timedelta(microseconds=1)


def split_off_status(text: str) -> tuple[str, CallStatus | None]:
    """Split off the marks that state a call's status; return the text and the status, or None.

    They stand in brackets (`【募集終了】`) or are the last sentence.
    """
    status: CallStatus | None = None
    for found in reversed(list(_bracketed(text))):
        found_status = parse_status(_inside(found))
        if found_status and (found_status != "open" or not found["round"]):
            status = status or found_status
            text = _without(text, found)
    if status:
        return text, status
    at, words = _last_sentence(text)
    found_status = parse_status(words) if words else None
    return (text[:at], found_status) if found_status and found_status != "open" else (text, None)


def split_off_deadline(text: str, published: date) -> tuple[str, date | None]:
    """Split off a deadline; return the text and the last day (inclusive), or None.

    The deadline stands behind the title or at the end of the text. One among other words in
    parentheses (`（6月30日まで、先着3名）`) stays in the text. `published` is the report's day.
    Raises `Unreadable` for a deadline that cannot be right.
    """
    for found in _bracketed(text):
        if not FOLLOWS.match(text, found.end()):
            continue
        if day := _deadline(_inside(found), published):
            return _without(text, found), day
        for part in re.split("[、。,，]", _inside(found)):
            if day := _deadline(part, published):
                return text, day
    at, words = _last_sentence(text)
    day = _deadline(words, published) if words else None
    return (text[:at], day) if day else (text, None)


def _bracketed(text: str) -> Iterable[re.Match[str]]:
    if any(opening in text for opening in OPENINGS):
        return BRACKETED.finditer(text)
    return ()


def _inside(found: re.Match[str]) -> str:
    return next(filter(None, found.groups()), "")


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()].rstrip() + text[found.end() :]


def _last_sentence(text: str) -> tuple[int, str]:
    """Return the offset and the words of the last of several sentences, or of a note (※) there.

    The words are "" where the text is a single sentence.
    """
    bare = text.rstrip().rstrip(STOPS)
    at = max(*(bare.rfind(stop) + 1 for stop in STOPS), bare.rfind("※"))
    return at, bare[at:].strip() if at else ""


def _deadline(words: str, published: date) -> date | None:
    """Return the last day if the words are a deadline and nothing else, or None."""
    if len(words) > MAX_DEADLINE_CHARACTERS:
        return None
    plain = unicodedata.normalize("NFKC", words).replace("〜", "~").strip()
    if not DATED.search(plain):
        return None
    found = DEADLINE.fullmatch(plain)
    if not found or not found["day"]:
        return None
    day = found["day"]
    if not (found["label"] or found["until"] is not None or day.startswith("~")):
        return None
    try:
        return parse_deadline(re.split("から|~", day)[-1], published)
    except Unreadable as fault:
        if fault.code == "unreadable-date":  # the words are no day
            return None
        raise


def parse_deadline(text: str, published: date) -> date:
    """Parse the last day (inclusive) of a call in a report of the day `published`.

    Raises `Unreadable` for a text that is no day.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if words in {"年内", "今年中", "本年中", "年末"}:
        return date(published.year, 12, 31)
    if words in {"年度内", "今年度中", "年度末"}:
        return date(published.year + (published.month > 3), 3, 31)
    if month := END_OF_MONTH.fullmatch(words):
        return _end_of_month(month, published)
    try:
        return _day(words, None)
    except Unreadable as fault:
        if fault.code != "year-unknown":
            raise
    plain = re.sub(r"\(.*?\)", "", words)  # a wrong weekday does not change the year
    return _day(words, _near(lambda year: _day(plain, year), published))


def _day(words: str, year: int | None) -> date:
    """Parse a day; for a day with a time, return the last day on which there is time left.

    `year` is that of a day without one; None raises `Unreadable` (`year-unknown`) for it.
    """
    moment = notation.read_deadline(words, zone="UTC", year=year)
    return (moment - TIME_RESOLUTION).date() if isinstance(moment, datetime) else moment


def _near(day_in: Callable[[int], date], published: date) -> int:
    """Return the year of a day that is written without one; `day_in` gives the day in a year."""
    for year in (published.year - 1, published.year, published.year + 1):
        if not 1 <= year <= 9999:
            continue
        try:
            if day_in(year) >= _earliest(published):
                return year
        except Unreadable:  # 29 February in a common year
            continue
    return published.year


def _end_of_month(found: re.Match[str], published: date) -> date:
    if found["near"]:
        month = published.month + (found["near"] == "来")
        return _last(published.year + (month > 12), (month - 1) % 12 + 1)
    month = int(found["month"])
    if not 1 <= month <= 12:
        raise Unreadable("impossible-day", day=found[0])
    if found["year"]:
        return _last(int(found["year"]), month)
    return _last(_near(lambda year: _last(year, month), published), month)


def _earliest(published: date) -> date:
    return published - MAX_OVERDUE if published.year > 1 else published


def _last(year: int, month: int) -> date:
    if not 1 <= year <= 9999:
        raise Unreadable("impossible-day", day=f"{year}年{month}月")
    return date(year, month, calendar.monthrange(year, month)[1])
