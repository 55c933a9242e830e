"""Validation of recurrence rules (RFC 5545 3.3.10): the parts, and their combinations."""

import re
from datetime import date, datetime

from ..problems import Unreadable

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
NUMBER = r"[+-]?[1-9]\d{0,2}"
# The values that each part may have, in the canonical order of parts.
PART_PATTERNS = {
    "FREQ": "|".join(FREQUENCIES),
    "INTERVAL": r"[1-9]\d{0,3}",
    "COUNT": r"[1-9]\d{0,5}",
    "UNTIL": r"\d{8}(?:T\d{6})?",
    "WKST": WEEKDAY,
    "BYDAY": rf"(?:[+-]?[1-9]\d?)?{WEEKDAY}(?:,(?:[+-]?[1-9]\d?)?{WEEKDAY})*",
    "BYMONTH": r"(?:1[0-2]|0?[1-9])(?:,(?:1[0-2]|0?[1-9]))*",
    "BYMONTHDAY": rf"{NUMBER}(?:,{NUMBER})*",
    "BYYEARDAY": rf"{NUMBER}(?:,{NUMBER})*",
    "BYWEEKNO": rf"{NUMBER}(?:,{NUMBER})*",
    "BYSETPOS": rf"{NUMBER}(?:,{NUMBER})*",
}
# The largest absolute number in each of these parts.
MAX_PART_NUMBERS = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
# By part: the frequencies with which RFC 5545 says that it "MUST NOT be used".
FORBIDDEN_FREQUENCIES = {
    "BYMONTHDAY": {"WEEKLY"},
    "BYYEARDAY": {"DAILY", "WEEKLY", "MONTHLY"},
    "BYWEEKNO": {"DAILY", "WEEKLY", "MONTHLY"},
}


def parse_rrule(text: str) -> tuple[str, date | datetime | None]:
    """Return an RRULE in canonical order without UNTIL, and UNTIL itself.

    UNTIL is a day, a naive local time, or None. Raises `Unreadable` for parts that are unknown,
    wrong, or contradict each other.
    """
    parts = _parts(text.upper().removeprefix("RRULE:").strip().rstrip(";"))
    if "FREQ" not in parts:
        raise Unreadable("wrong-rule", part="FREQ")
    for name, value in parts.items():
        if not re.fullmatch(PART_PATTERNS[name], value) or _too_large(name, value):
            raise Unreadable("wrong-rule", part=f"{name}={value}")
    for first, second in _contradictions(parts):
        raise Unreadable("contradictory-rule", first=first, second=second)
    until = parts.pop("UNTIL", None)
    return ";".join(f"{name}={parts[name]}" for name in PART_PATTERNS if name in parts), _until(
        until
    )


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = (word.strip() for word in part.partition("="))
        # BYHOUR, BYMINUTE and BYSECOND are not allowed: each occurrence starts at the event's time.
        if name not in PART_PATTERNS:
            raise Unreadable("wrong-rule", part=part[:60])
        if name in parts:
            raise Unreadable("contradictory-rule", first=f"{name}={parts[name]}", second=part)
        parts[name] = value
    return parts


def _too_large(name: str, value: str) -> bool:
    largest = MAX_PART_NUMBERS.get(name)
    return largest is not None and any(abs(int(each)) > largest for each in value.split(","))


def _contradictions(parts: dict[str, str]) -> list[tuple[str, str]]:
    def pair(*names: str) -> tuple[str, str]:
        first, second = (f"{name}={parts[name]}" for name in names)
        return first, second

    found = []
    if "COUNT" in parts and "UNTIL" in parts:
        found.append(pair("COUNT", "UNTIL"))
    found += [
        pair("FREQ", n)
        for n, bad in FORBIDDEN_FREQUENCIES.items()
        if n in parts and parts["FREQ"] in bad
    ]
    numbered = re.search(r"\d", parts.get("BYDAY", ""))
    if numbered and (parts["FREQ"] in {"DAILY", "WEEKLY"} or "BYWEEKNO" in parts):
        found.append(pair("BYWEEKNO" if "BYWEEKNO" in parts else "FREQ", "BYDAY"))
    if "BYSETPOS" in parts and not any(n.startswith("BY") and n != "BYSETPOS" for n in parts):
        found.append(pair("FREQ", "BYSETPOS"))
    return found


def _until(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    try:
        if "T" in text:
            return datetime.strptime(text, "%Y%m%dT%H%M%S")
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        raise Unreadable("wrong-rule", part=f"UNTIL={text}") from None
