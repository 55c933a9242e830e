"""Text and addresses, fit to stand in a calendar file."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

LINE_BREAKS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # all that `splitlines` knows
# C0 and C1 controls but the line feed; halves of characters, which UTF-8 cannot write; and byte
# order marks, which the library drops at the start of a value, so that it might be left empty.
FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
# A parameter's value has no escapes that every program knows (RFC 5545 3.2; RFC 6868 is rare).
UNESCAPABLE = str.maketrans({'"': "'", "\\": "＼", "^": "＾"})
# RFC 3986: reserved and unreserved characters, each where it may stand.
IN_PATH, IN_QUERY = "/:@!$&'()*+,;=~%", "/?:@!$&'()*+,;=~%"
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def clean_lines(text: str) -> str:
    """The text without control characters; its lines end in a line feed."""
    broken = LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return FORBIDDEN_CHARACTERS.sub("", broken).strip()


def clean_line(text: str) -> str:
    """The same on one line."""
    return " ".join(part.strip() for part in clean_lines(text).split("\n") if part.strip())


def clean_parameter(text: str) -> str:
    """The same as a parameter's value, where quotation marks cannot stand."""
    return clean_line(text).translate(UNESCAPABLE)


def encode_uri(address: str) -> str:
    """An address in ASCII (RFC 3986): the host by IDNA, the rest percent-encoded, once only."""
    whole = FORBIDDEN_CHARACTERS.sub("", LINE_BREAKS.sub("", address)).strip()
    try:
        parts = urlsplit(whole)
        authority = _authority(parts.netloc)
    except ValueError:  # brackets that hold no IPv6 address
        return _encoded(whole, IN_QUERY + "#")
    made = parts._replace(
        netloc=authority,
        path=_encoded(parts.path, IN_PATH),
        query=_encoded(parts.query, IN_QUERY),
        fragment=_encoded(parts.fragment, IN_QUERY),
    )
    return made.geturl()


def _authority(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    name, colon, port = host.partition(":")
    return _encoded(user, IN_PATH) + at + (_host(name) + colon + port if name else host)


def _host(name: str) -> str:
    if name.isascii():
        return _encoded(name, "[]%")
    try:
        return unicodedata.normalize("NFKC", name).encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty or too long
        return quote(name)


def _encoded(text: str, safe: str) -> str:
    return quote(STRAY_PERCENT.sub("%25", text), safe=safe)
