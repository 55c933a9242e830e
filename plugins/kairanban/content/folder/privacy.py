"""Finding what must not be published: the addresses and numbers with which anybody could join an
online meeting, and contacts of people who did not make them public.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Set

from ..problems import Unreadable

JOIN_URL = re.compile(
    r"(?:[\w.-]*zoom\.us/(?:j|w|s|my|wc)/|meet\.google\.com/[a-z]{3}-|"
    r"teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)|[\w-]+\.webex\.com/\S*(?:meet|join|j\.php)|"
    r"whereby\.com/\S|[?&]pwd=)\S*",
    re.IGNORECASE,
)
MEETING_ID = re.compile(
    r"(?:ミーティング\s*ID|会議\s*ID|meeting\s*id|zoom\s*id)\s*[:は]?\s*\d{3}[\s-]?\d{3,4}[\s-]?\d{3,4}"
    r"|(?:パスコード|passcode|ミーティングパスワード)\s*[:は]?\s*[0-9A-Za-z]{4,}",
    re.IGNORECASE,
)
# Every match holds one of these in lower case; most texts hold none and need no search.
MEETING_HOSTS = ("zoom.us/", "meet.google.com/", "teams.", "webex.com/", "whereby.com/", "pwd=")
SECRET_HINTS = (*MEETING_HOSTS, "id", "passcode", "パスコード", "パスワード")
_MEETING_HOSTS = tuple(hint.encode() for hint in MEETING_HOSTS)
# Mail addresses, but neither the sizes of pictures (x@2x.png) nor names on Mastodon
# (@x@example.org).
MAIL = re.compile(
    r"(?<![\w.%+@/-])(?P<who>[\w.%+-]+)@(?:[a-z0-9-]+\.)+"
    r"(?!(?:png|jpe?g|gif|webp|avif|svg)\b)[a-z]{2,}(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
DASH = r"[-‐-―−ー]"
MOBILE = re.compile(
    rf"(?<![\w.%/=-])(?:\+?81{DASH}?[ (]*0?\)?|\(?0)[6-9]0"
    rf"\)?[ ]?{DASH}?[ (]?\d{{4}}\)?[ ]?{DASH}?[ ]?\d{{4}}(?![\w%/-])",
    re.ASCII,
)
MAY_HOLD_CONTACT = re.compile("[@＠]|[6-9６-９][0０]|&#")  # every contact holds one, as written
# The local parts of mail addresses that belong to an office, not to a person.
OFFICES = frozenset(
    "info information contact office mail admin support help hello inquiry inquiries event events "
    "press pr koho jimu jimukyoku madoguchi toiawase soudan sodan uketsuke webmaster postmaster "
    "noreply no-reply".split()
)
ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
APPLY_ATTRIBUTE = re.compile(
    r"(?:申込先|apply)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s}]+)"
)  # of a call for help


def find_meeting_secrets(text: str) -> Iterator[tuple[int, Unreadable]]:
    """Yield each line (1-based) of a source that would let strangers into a meeting."""
    text = _readable_text(text)
    lowered = text.lower()
    if not any(hint in lowered for hint in SECRET_HINTS):
        return
    for number, plain in enumerate(text.split("\n"), 1):
        if JOIN_URL.search(plain):
            yield number, Unreadable("join-url")
        elif MEETING_ID.search(plain):
            yield number, Unreadable("meeting-id")


def has_meeting_address(written: bytes) -> bool:
    """Return whether a published file of any kind holds the address of an online meeting.

    Folded lines of calendars (RFC 5545, 3.1) are unfolded first.
    """
    lowered = written.replace(b"\r\n ", b"").lower()
    if not any(hint in lowered for hint in _MEETING_HOSTS):
        return False
    return bool(JOIN_URL.search(html.unescape(lowered.decode(errors="replace"))))


PERSONAL_CONTACT_CODES = ("personal-mail", "mobile-number")


def find_personal_contacts(text: str, given: Set[str]) -> Iterator[tuple[int, Unreadable]]:
    """Yield each person's contact in a source: the line (1-based) and the fault.

    A contact is a mail address or a mobile number. `given` are those that may be published, as
    `find_contacts` yields them.
    """
    if not MAY_HOLD_CONTACT.search(text):
        return
    for number, line in enumerate(_readable_text(text).split("\n"), 1):
        if not MAY_HOLD_CONTACT.search(line):
            continue
        plain = APPLY_ATTRIBUTE.sub("", line)
        for code, pattern in zip(PERSONAL_CONTACT_CODES, (MAIL, MOBILE), strict=True):
            for found in pattern.finditer(plain):
                is_office = pattern is MAIL and found["who"].lower() in OFFICES
                if not is_office and normalize_contact(found[0]) not in given:
                    yield number, Unreadable(code, text=found[0])


def find_contacts(text: str) -> Iterator[str]:
    """Yield the mail addresses and mobile numbers in a text, as `normalize_contact` spells them."""
    if MAY_HOLD_CONTACT.search(text):
        plain = _readable_text(text)
        for pattern in (MAIL, MOBILE):
            yield from (normalize_contact(found[0]) for found in pattern.finditer(plain))


def normalize_contact(found: str) -> str:
    """Return a mail address in lower case, or a number in digits as dialled within Japan."""
    if "@" in found:
        return found.lower()
    digits = re.sub(r"\D", "", found)
    return re.sub("^810?", "0", digits)


def _readable_text(text: str) -> str:
    """Return the text in NFKC, with what is escaped for Markdown or HTML unescaped.

    The full-width marks of every Japanese text are replaced first: most text is in NFKC then, and
    noticing that is thirty times as fast as normalizing.
    """
    if "\\" in text:
        text = ESCAPED.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    for wide, narrow in zip("（）：！？～", "():!?~", strict=True):
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)
