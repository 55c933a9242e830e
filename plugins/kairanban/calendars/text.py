"""Cleaning of texts and URLs so that they may stand in a calendar file."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

LINE_BREAKS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # those of `splitlines`
# C0 and C1 controls except the line feed; surrogates, which UTF-8 cannot encode; and byte order
# marks, which the library drops at the start of a value, so that it might be left empty.
FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
# Characters for which a parameter's value has no escape that every program knows (RFC 5545 3.2;
# few programs know RFC 6868).
UNESCAPABLE = str.maketrans({'"': "'", "\\": "＼", "^": "＾"})
# Characters left as they are in a path and in a query (RFC 3986), besides the unreserved ones.
SAFE_IN_PATH, SAFE_IN_QUERY = "/:@!$&'()*+,;=~%", "/?:@!$&'()*+,;=~%"
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def clean_lines(text: str) -> str:
    """Return the text without control characters, its lines separated by line feeds."""
    broken = LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return FORBIDDEN_CHARACTERS.sub("", broken).strip()


def clean_line(text: str) -> str:
    """Return the text without control characters, its lines joined by spaces."""
    return " ".join(part.strip() for part in clean_lines(text).split("\n") if part.strip())


def clean_parameter(text: str) -> str:
    """Return the text on one line as a parameter's value, which cannot hold quotation marks."""
    return clean_line(text).translate(UNESCAPABLE)


def encode_uri(address: str) -> str:
    """Return a URL in ASCII (RFC 3986): the host by IDNA, the rest percent-encoded.

    What is percent-encoded already stays as it is.
    """
    whole = FORBIDDEN_CHARACTERS.sub("", LINE_BREAKS.sub("", address)).strip()
    try:
        parts = urlsplit(whole)
        authority = _authority(parts.netloc)
    except ValueError:  # brackets that hold no IPv6 address
        return _encoded(whole, SAFE_IN_QUERY + "#")
    encoded = parts._replace(
        netloc=authority,
        path=_encoded(parts.path, SAFE_IN_PATH),
        query=_encoded(parts.query, SAFE_IN_QUERY),
        fragment=_encoded(parts.fragment, SAFE_IN_QUERY),
    )
    return encoded.geturl()


def _authority(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    name, colon, port = host.partition(":")
    return _encoded(user, SAFE_IN_PATH) + at + (_host(name) + colon + port if name else host)


def _host(name: str) -> str:
    if name.isascii():
        return _encoded(name, "[]%")
    try:
        return unicodedata.normalize("NFKC", name).encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty or too long
        return quote(name)


def _encoded(text: str, safe: str) -> str:
    return quote(STRAY_PERCENT.sub("%25", text), safe=safe)
