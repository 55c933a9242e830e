"""The words on a social card, its name, and the check whether a file is that card."""

import hashlib
import zlib
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple
from PIL import features

WIDTH, HEIGHT = 1200, 630  # pixels; the size that Open Graph's readers ask for
PNG_TEXT_KEY = "kairanban"  # keyword of the PNG's text chunk that holds the card's name
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class SocialCard(Struct, frozen=True, kw_only=True):
    """The words on a card, all that the picture depends on; empty ones are left out."""

    site: str = ""
    title: str = ""
    kind: str = ""  # 開催レポート
    when: str = ""
    place: str = ""
    note: str = ""  # a sentence, instead of time and place
    stamp: str = ""  # 中止

    @property
    def alt_text(self) -> str:
        """The words of the card in one line, for people who cannot see it."""
        stamp = f"【{self.stamp}】" if self.stamp else ""
        return " ".join(
            filter(None, (stamp + self.title, self.when, self.place, self.note, self.site))
        )


def card_fingerprint(font: str | None) -> str:
    """Return a digest of all that cards depend on besides their words.

    That is the source of this package, the versions of the libraries and the font. `font` is the
    font's identity, None where there is none.
    """
    here = Path(__file__).parent
    parts = [
        *(file.read_text("utf-8") for file in sorted(here.glob("*.py"))),
        *(version("pillow"), str(features.version("freetype2")), version("budoux")),
        font or "",
    ]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def card_name(card: SocialCard, fingerprint: str) -> str:
    """Return a card's name, a digest of its words and of `card_fingerprint`'s result."""
    text = "\0".join((fingerprint, *astuple(card)))
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def is_card(data: bytes, name: str) -> bool:
    """Return whether bytes are the card of that name, complete and undamaged.

    Each chunk of a PNG ends in its checksum (PNG 1.2, 3.2), and a card's text chunk holds its name.
    """
    at, named = len(SIGNATURE), False
    if not data.startswith(SIGNATURE):
        return False
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        body = data[at + 4 : end - 4]
        if end > len(data) or zlib.crc32(body) != int.from_bytes(data[end - 4 : end]):
            return False
        if body.startswith(b"IEND"):
            return named and end == len(data)
        named = named or body == f"tEXt{PNG_TEXT_KEY}\0{name}".encode()
        at = end
    return False
