"""Parsing of recurrence as announcements write it: `毎月第3木曜`, `隔週火曜（全6回）`, or an RRULE.

The rules are those of RFC 5545 3.3.10; UNTIL is local time here, and becomes UTC only in feeds.
All patterns are matched after NFKC.
"""

import calendar
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from ..dates.notation import read_day
from ..problems import Unreadable
from .rrule import parse_rrule

WEEKDAY_CODES = dict(zip("月火水木金土日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
WEEKDAY_GROUPS = {"平日": "MO,TU,WE,TH,FR", "土日": "SA,SU", "週末": "SA,SU"}
DAY = r"(?:[月火水木金土日](?:曜日?)?)"
LIST = rf"(?:{DAY}(?:[・、,と/]?{DAY})*|平日|土日|週末)"
NTH = r"(?:第?\d(?:(?:[・、,と/]第?|第)\d)*|最終|最後の?)"
DATES = r"(?:\d{1,2}日?[・、,と/])*\d{1,2}日"
KANJI = str.maketrans("一二三四五", "12345")
EVERY = re.compile(
    r"^(?:(?P<daily>毎日)|(?P<weekly>毎週|隔週|(?P<weeks>\d{1,2})週間?(?:ごと|おき|毎)(?:に|の)?)"
    r"|(?P<yearly>毎年)|(?P<monthly>毎月|隔月|(?P<months>\d{1,2})[かヶカケ箇]月(?:ごと|おき|毎)(?:に|の)?)?)"
)
WEEKLY = re.compile(rf"^(?:の)?(?P<days>{LIST})?$")
MONTHLY = re.compile(  # dates come first, as the 日 of `1日` does not mean Sunday
    rf"^(?:の)?(?:(?P<dates>{DATES})|(?P<nth>{NTH})(?:週)?の?(?P<days>{LIST})|(?P<last>末日|月末))$"
)
MONTH = re.compile(r"^(?:の)?(?P<month>\d{1,2})月(?:の)?")
COUNT = re.compile(r"[(]?全?(?P<count>\d{1,5})回[)]?(?:シリーズ|連続)?$")
UNTIL = re.compile(
    r"(?P<until>(?:\d{4}[年/.-]\s?|令和(?:\d+|元)年\s?|R\d+[./-])?"
    r"\d{1,2}[月/.-][\d日末/.()月火水木金土祝休・曜-]*|\d{4}年末?|年末|年度末)まで[)]?$"
)
MONTH_ONLY = re.compile(r"^(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月末?$")


class Repeat(Struct, frozen=True, kw_only=True):
    """A recurrence rule.

    `until` is the last day, or the last naive local time, on which it may occur; None without one.
    """

    text: str  # as announced
    rule: str  # RRULE value without UNTIL
    until: date | datetime | None = None

    @property
    def endless(self) -> bool:
        """Whether the rule has neither UNTIL nor COUNT."""
        return self.until is None and "COUNT=" not in self.rule


def read_repeat(text: str, first: date) -> Repeat:
    """Parse the recurrence of an event whose first occurrence is on the day `first`.

    Raises `Unreadable` for what is no recurrence, and where a rule's parts contradict each other.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.match(r"(?:RRULE:)?[A-Z]+=", plain, re.IGNORECASE):
        rule, until = parse_rrule(plain)
        return Repeat(text=text, rule=rule, until=until)
    plain = re.sub(r"(?<=第)[一二三四五]", lambda found: found[0].translate(KANJI), plain)
    words, end = _without_end(plain)  # if a space separates the rule from its end
    if not end:
        words, end = _without_end(re.sub(r"\s+", "", plain))
    parts, until = _phrase(re.sub(r"\s+", "", words), text), None
    if "count" in end:
        if int(end["count"]) < 1:
            raise Unreadable("unreadable-repeat", text=text)
        parts["COUNT"] = str(int(end["count"]))
    elif "until" in end:
        until = _until(re.sub(r"\s", "", end["until"]), first)
    return Repeat(text=text, rule=";".join(f"{k}={v}" for k, v in parts.items()), until=until)


def _without_end(words: str) -> tuple[str, Mapping[str, str]]:
    for pattern in (COUNT, UNTIL):
        if found := pattern.search(words):
            rest = words[: found.start()].rstrip("、(, ")
            return rest, {k: v for k, v in found.groupdict().items() if v}
    return words, {}


def _phrase(words: str, text: str) -> dict[str, str]:
    words = words.rstrip("、,。にの").removesuffix("開催")
    found = EVERY.match(words)
    assert found
    rest = words[found.end() :]
    if found["daily"] and not rest:
        return {"FREQ": "DAILY"}
    if found["weekly"] and (week := WEEKLY.match(rest)):
        parts = {"FREQ": "WEEKLY"} | _interval("隔週", found["weekly"], found["weeks"])
        return parts | ({"BYDAY": _days(week["days"])} if week["days"] else {})
    if found["yearly"]:
        if made := _in_year(rest):
            return made
    elif found["weekly"] is None and (made := _in_month(rest, found["monthly"], found["months"])):
        return made
    raise Unreadable("unreadable-repeat", text=text)


def _interval(other: str, words: str, number: str | None) -> dict[str, str]:
    interval = int(number) if number else 2 if words == other else 1
    return {"INTERVAL": str(interval)} if interval > 1 else {}


def _in_year(rest: str) -> dict[str, str] | None:
    if not rest:
        return {"FREQ": "YEARLY"}
    month = MONTH.match(rest)
    if not month or not 1 <= int(month["month"]) <= 12:
        return None
    within = _by(rest[month.end() :])
    return {"FREQ": "YEARLY", "BYMONTH": str(int(month["month"]))} | within if within else None


def _in_month(rest: str, words: str | None, number: str | None) -> dict[str, str] | None:
    """Return the parts of a monthly rule, like `毎月第3木曜`; `第3木曜` alone means the same."""
    if words and not rest:
        return {"FREQ": "MONTHLY"} | _interval("隔月", words, number)
    within = _by(rest)
    if not within or (words is None and "BYDAY" not in within):
        return None
    return {"FREQ": "MONTHLY"} | _interval("隔月", words or "", number) | within


def _by(rest: str) -> dict[str, str] | None:
    found = MONTHLY.match(rest)
    if not found:
        return None
    if found["last"]:
        return {"BYMONTHDAY": "-1"}
    if found["dates"]:
        dates = [int(number) for number in re.findall(r"\d+", found["dates"])]
        within = all(1 <= day <= 31 for day in dates)
        return {"BYMONTHDAY": ",".join(map(str, dates))} if within else None
    numbers = re.findall(r"\d", found["nth"]) or ["-1"]
    if any(number not in {"-1", "1", "2", "3", "4", "5"} for number in numbers):
        return None
    if found["days"] == "平日":  # 最終平日 is one day, not the last Monday, the last Tuesday …
        return {"BYDAY": WEEKDAY_GROUPS["平日"], "BYSETPOS": ",".join(numbers)}
    days = _days(found["days"]).split(",")
    return {"BYDAY": ",".join(number + day for number in numbers for day in days)}


def _days(words: str) -> str:
    if words in WEEKDAY_GROUPS:
        return WEEKDAY_GROUPS[words]
    letters = re.sub("曜日?", "", words)
    return ",".join(
        dict.fromkeys(WEEKDAY_CODES[letter] for letter in letters if letter in WEEKDAY_CODES)
    )


def _until(words: str, first: date) -> date:
    """Return the last day; a month alone means its last day.

    Without a year it is the next such day from `first` on.
    """
    if found := re.fullmatch(r"(?:(\d{4})年末?|年末)", words):
        return date(int(found[1] or first.year), 12, 31)
    if words == "年度末":
        return date(first.year + (first.month > 3), 3, 31)
    if found := MONTH_ONLY.match(words):
        month = int(found["month"])
        if not 1 <= month <= 12:
            raise Unreadable("impossible-day", day=words)
        year = int(found["year"] or first.year + (month < first.month))
        return date(year, month, calendar.monthrange(year, month)[1])
    day = read_day(words, year=first.year)
    years = re.match(r"\d{4}|令和|R\d", words)
    return day if years or day >= first else read_day(words, year=first.year + 1)
