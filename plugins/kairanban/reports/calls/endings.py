"""How calls end naturally: `（6月30日まで）`, `【募集終了】`."""

import calendar
import re
import unicodedata
from datetime import date, timedelta

from ...records.dates import notation
from ...records.problems import Unreadable
from ..sections.parts import CallStatus
from .kinds import status_of

STATE = re.compile(r"\s*[【［\[](?P<words>[^【】［］\[\]]{1,20})[】］\]](?!\()")
OPENING = re.compile(r"[【［\[]")
ASIDE = re.compile(
    r"\s*[（(](?P<words>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)](?P<stop>[。．.]?)\s*$"
)
LABEL = r"(?:募集|応募|受付)?(?:期限|締切り?|締め切り?|〆切り?|期間)"
DEADLINE = re.compile(
    rf"(?P<label>{LABEL}[\s:：はが、]*)?(?P<day>.*?)\s*(?P<until>まで(?:に|募集|受付)?|必着|{LABEL})?"
)
DATED = re.compile(r"\d\s*[月/／.-]|年内|年度内")
END_OF_MONTH = re.compile(r"(?:(?P<year>\d{4})年)?\s*(?P<month>\d{1,2})月末(?:日)?")
# A day without its year is one of these around the report's publication: announcements look
# ahead, but some deadlines are over by then.
BEFORE = timedelta(days=90)


def without_state(text: str) -> tuple[str, CallStatus | None]:
    """The text without the marks that say what became of the call, and what they say."""
    status: CallStatus | None = None
    if not OPENING.search(text):
        return text, None

    def taken(found: re.Match[str]) -> str:
        nonlocal status
        said = status_of(found["words"])
        status = said or status
        return "" if said else found[0]

    return STATE.sub(taken, text), status


def without_deadline(text: str, published: date) -> tuple[str, date | None]:
    """The text without a deadline in parentheses that ends it, and the last day.

    Raises `Unreadable` for a deadline that cannot be right.
    """
    if not text.rstrip("。．. \n").endswith(("）", ")")):
        return text, None
    aside = ASIDE.search(text)
    if not aside:
        return text, None
    words = unicodedata.normalize("NFKC", aside["words"]).strip()
    found = DEADLINE.fullmatch(words)
    if not found or not (found["label"] or found["until"]) or not DATED.search(found["day"]):
        return text, None
    day = read_until(re.split("から|[~〜]", found["day"])[-1], published)
    return text[: aside.start()] + aside["stop"], day


def read_until(text: str, published: date) -> date:
    """The last day of a call in a report of the day `published`.

    Raises `Unreadable` for what is no day.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if words in {"年内", "今年中", "本年中"}:
        return date(published.year, 12, 31)
    if words in {"年度内", "今年度中"}:
        return date(published.year + (published.month > 3), 3, 31)
    if month := END_OF_MONTH.fullmatch(words):
        return _end_of_month(month, published)
    try:
        return notation.read_day(words)
    except Unreadable as fault:
        if fault.code != "year-unknown":
            raise
    return notation.read_day(words, year=_year(words, published))


def _year(words: str, published: date) -> int:
    """The year in which a day lies that is told without one; a wrong weekday changes nothing."""
    plain = re.sub(r"\(.*?\)", "", words)
    for year in (published.year - 1, published.year, published.year + 1):
        if not 1 <= year <= 9999:
            continue
        try:
            if notation.read_day(plain, year=year) >= _earliest(published):
                return year
        except Unreadable:  # 29 February
            continue
    return published.year


def _end_of_month(found: re.Match[str], published: date) -> date:
    month = int(found["month"])
    if not 1 <= month <= 12:
        raise Unreadable("impossible-day", day=found[0])
    year = int(found["year"]) if found["year"] else 0
    if not year:
        candidates = (published.year - 1, published.year, published.year + 1)
        year = next(
            (y for y in candidates if y and _last(y, month) >= _earliest(published)),
            published.year,
        )
    return _last(year, month)


def _earliest(published: date) -> date:
    return published - BEFORE if published.year > 1 else published


def _last(year: int, month: int) -> date:
    if not 1 <= year <= 9999:
        raise Unreadable("impossible-day", day=f"{year}年{month}月")
    return date(year, month, calendar.monthrange(year, month)[1])
