"""Descriptions of recurrence rules in languages other than Japanese."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from ...content.gettext_noop import N_
from ...content.recurrence.repeat import WEEKDAY_CODES, Repeat
from .locale import Locale

MONDAY = date(2024, 1, 22)  # starts a week without holidays
CODES = tuple(WEEKDAY_CODES.values())  # "MO" first
# Which one of a weekday's days in a month; -1 is the last.
NUMBERS = {
    1: N_("第1"),
    2: N_("第2"),
    3: N_("第3"),
    4: N_("第4"),
    5: N_("第5"),
    -1: N_("最終"),
}
KNOWN_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT"})


def describe_repeat(repeat: Repeat, locale: Locale) -> str | None:
    """Return the rule in words; None for a rule that has no short description."""
    parts = dict(part.split("=", 1) for part in repeat.rule.split(";"))
    if not parts.keys() <= KNOWN_PARTS:
        return None
    interval = int(parts.get("INTERVAL", "1"))
    describe = DESCRIBERS.get(parts["FREQ"])
    words = describe(parts, interval, locale) if describe else None
    if words is None:
        return None
    if "COUNT" in parts:
        count = locale.counted("全{n}回", int(parts["COUNT"]))
        return locale.say("{repeats}({end})", repeats=words, end=count)
    if repeat.until:
        last = repeat.until.date() if isinstance(repeat.until, datetime) else repeat.until
        end = locale.say("{day}まで", day=locale.day(last))
        return locale.say("{repeats}({end})", repeats=words, end=end)
    return words


def _daily(parts: Mapping[str, str], every: int, locale: Locale) -> str | None:
    return locale.say("毎日") if every == 1 and "BYDAY" not in parts else None


def _weekly(parts: Mapping[str, str], every: int, locale: Locale) -> str | None:
    days = parts.get("BYDAY", "")
    if "BYMONTHDAY" in parts or not set(filter(None, days.split(","))) <= set(CODES):
        return None
    if not days:
        return locale.say("毎週") if every == 1 else locale.counted("{n}週間ごと", every)
    names = locale.joined(*(_weekday(code, locale) for code in days.split(",")))
    if every == 1:
        return locale.say("毎週{days}", days=names)
    if every == 2:
        return locale.say("隔週{days}", days=names)
    return None


def _monthly(parts: Mapping[str, str], every: int, locale: Locale) -> str | None:
    if every != 1 or ("BYDAY" in parts) == ("BYMONTHDAY" in parts):
        return None
    if days := parts.get("BYMONTHDAY"):
        if days == "-1":
            return locale.say("毎月末日")
        if "-" in days:
            return None
        return locale.say("毎月{days}日", days=locale.joined(*days.split(",")))
    by_number: dict[str, list[str]] = {}
    for each in parts["BYDAY"].split(","):
        number, code = each[:-2], each[-2:]
        if not number or int(number) not in NUMBERS or code not in CODES:
            return None
        by_number.setdefault(number, []).append(code)
    if len({tuple(codes) for codes in by_number.values()}) > 1:
        return None  # such as the first Monday and the third Friday
    codes = next(iter(by_number.values()))
    numbers = locale.joined(*(locale.say(NUMBERS[int(number)]) for number in by_number))
    names = locale.joined(*(_weekday(code, locale) for code in codes))
    return locale.say("毎月{numbers}{days}", numbers=numbers, days=names)


def _yearly(parts: Mapping[str, str], every: int, locale: Locale) -> str | None:
    plain = every == 1 and not parts.keys() & {"BYDAY", "BYMONTHDAY"}
    return locale.say("毎年") if plain else None


def _weekday(code: str, locale: Locale) -> str:
    return locale.weekday(MONDAY + timedelta(days=CODES.index(code)))


DESCRIBERS: Mapping[str, Callable[[Mapping[str, str], int, Locale], str | None]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}
