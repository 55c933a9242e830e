"""Rewriting of English dates in figures, which `tokens` reads.

People who translate an announcement write `Thursday, 18 January 2024, 7–8:30 pm`. All patterns
run after `normalize` has made dashes `-` and tildes `~`.
"""

import re

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s*(?P<year>\d{4})(?!\d))?"
WEEKDAY = r"\b(?:(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,?\s+)?"
DATES = (
    re.compile(rf"{WEEKDAY}{NUMBER}\s+(?:of\s+)?{MONTH}(?![a-z]){YEAR}", re.IGNORECASE),
    re.compile(rf"{WEEKDAY}{MONTH}\s+{NUMBER}\b{YEAR}", re.IGNORECASE),
)
# Two days of one month: `26-27 July 2024`.
DAY_ABBREVIATIONS = re.compile(
    rf"\b(?P<first>\d{{1,2}})\s*(?:[-~]|to)\s*(?P<last>\d{{1,2}}\s+(?P<rest>{MONTH}(?![a-z]){YEAR}))",
    re.IGNORECASE,
)
# Words between dates and times, with the signs that stand for them.
WORD_REPLACEMENTS = (
    (re.compile(r"\b(?:to|until|till)\b", re.IGNORECASE), "~"),
    (re.compile(r"\b(?:from|at|on|o'clock)\b", re.IGNORECASE), " "),
    (re.compile(r"\bnoon\b", re.IGNORECASE), "12:00"),
    (re.compile(r"\bmidnight\b", re.IGNORECASE), "24:00"),
    # Full stops in `p.m.` and in `7.30 pm`.
    (re.compile(r"\b([ap])\.\s?m\.?(?![a-z])", re.IGNORECASE), r"\1m"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)\s*(?=[ap]m\b)", re.IGNORECASE), r"\1:\2 "),
)
# Two times with am or pm only once: in `7–8:30 pm` it is meant of both, in `11–1 pm` it is not.
HALF_ONCE = re.compile(
    r"(?<![\d:])(?P<h>\d{1,2})(?P<m>:\d\d)?\s*[-~]\s*(?P<h2>\d{1,2})(?P<m2>:\d\d)?\s*(?P<half>[ap]m)\b",
    re.IGNORECASE,
)


def normalize_english_dates(text: str) -> str:
    """Return the text with English dates and times in figures: `2024-1-18(Thursday)`.

    A date without a year becomes `1/18`, and words between times become signs. A text without an
    English date is returned unchanged.
    """
    if not any(pattern.search(text) for pattern in DATES):
        return text
    text = DAY_ABBREVIATIONS.sub(r"\g<first> \g<rest> ~ \g<last>", text)
    for pattern in DATES:
        text = pattern.sub(_figures, text)
    for words, sign in WORD_REPLACEMENTS:
        text = words.sub(sign, text)
    return HALF_ONCE.sub(_half_twice, text)


def _figures(found: re.Match[str]) -> str:
    month = MONTHS.index(found["month"][:3].lower()) + 1
    day = f"{found['year']}-{month}-{found['day']}" if found["year"] else f"{month}/{found['day']}"
    return f"{day}({found['weekday']})" if found["weekday"] else day


def _half_twice(found: re.Match[str]) -> str:
    half = found["half"]
    same = int(found["h"]) % 12 <= int(found["h2"]) % 12
    first = f"{found['h']}{found['m'] or ':00'}{half if same else ''}"
    return f"{first}~{found['h2']}{found['m2'] or ':00'}{half}"
