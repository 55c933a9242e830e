"""How something repeats, told from its rule, in languages other than that of its announcement."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from ...content.dates.repeat import DAYS, Repeat
from ...content.gettext_noop import label
from .locale import Language

MONDAY = date(2024, 1, 22)  # of a week without holidays
CODES = tuple(DAYS.values())  # "MO" first
# By number: which of a month's Thursdays.
NUMBERS = {
    1: label("第1"),
    2: label("第2"),
    3: label("第3"),
    4: label("第4"),
    5: label("第5"),
    -1: label("最終"),
}
KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT"})


def repeats(repeat: Repeat, tongue: Language) -> str | None:
    """The rule in words; None for rules that take more words than these."""
    parts = dict(part.split("=", 1) for part in repeat.rule.split(";"))
    if not parts.keys() <= KNOWN:
        return None
    every = int(parts.get("INTERVAL", "1"))
    made = MADE.get(parts["FREQ"])
    words = made(parts, every, tongue) if made else None
    if words is None:
        return None
    if "COUNT" in parts:
        count = tongue.counted("全{n}回", int(parts["COUNT"]))
        return tongue.say("{repeats}({end})", repeats=words, end=count)
    if repeat.until:
        last = repeat.until.date() if isinstance(repeat.until, datetime) else repeat.until
        end = tongue.say("{day}まで", day=tongue.day(last))
        return tongue.say("{repeats}({end})", repeats=words, end=end)
    return words


def _daily(parts: Mapping[str, str], every: int, tongue: Language) -> str | None:
    return tongue.say("毎日") if every == 1 and "BYDAY" not in parts else None


def _weekly(parts: Mapping[str, str], every: int, tongue: Language) -> str | None:
    days = parts.get("BYDAY", "")
    if "BYMONTHDAY" in parts or not set(filter(None, days.split(","))) <= set(CODES):
        return None
    if not days:
        return tongue.say("毎週") if every == 1 else tongue.counted("{n}週間ごと", every)
    names = tongue.joined(*(_weekday(code, tongue) for code in days.split(",")))
    if every == 1:
        return tongue.say("毎週{days}", days=names)
    if every == 2:
        return tongue.say("隔週{days}", days=names)
    return None


def _monthly(parts: Mapping[str, str], every: int, tongue: Language) -> str | None:
    if every != 1 or ("BYDAY" in parts) == ("BYMONTHDAY" in parts):
        return None
    if days := parts.get("BYMONTHDAY"):
        if days == "-1":
            return tongue.say("毎月末日")
        if "-" in days:
            return None
        return tongue.say("毎月{days}日", days=tongue.joined(*days.split(",")))
    told: dict[str, list[str]] = {}
    for each in parts["BYDAY"].split(","):
        number, code = each[:-2], each[-2:]
        if not number or int(number) not in NUMBERS or code not in CODES:
            return None
        told.setdefault(number, []).append(code)
    if len({tuple(codes) for codes in told.values()}) > 1:
        return None  # the first Monday and the third Friday
    codes = next(iter(told.values()))
    numbers = tongue.joined(*(tongue.say(NUMBERS[int(number)]) for number in told))
    names = tongue.joined(*(_weekday(code, tongue) for code in codes))
    return tongue.say("毎月{numbers}{days}", numbers=numbers, days=names)


def _yearly(parts: Mapping[str, str], every: int, tongue: Language) -> str | None:
    plain = every == 1 and not parts.keys() & {"BYDAY", "BYMONTHDAY"}
    return tongue.say("毎年") if plain else None


def _weekday(code: str, tongue: Language) -> str:
    return tongue.weekday(MONDAY + timedelta(days=CODES.index(code)))


MADE: Mapping[str, Callable[[Mapping[str, str], int, Language], str | None]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}
