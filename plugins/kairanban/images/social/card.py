"""What a card shows, what it is called, and whether a file is that card."""

import hashlib
import zlib
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple
from PIL import features

WIDTH, HEIGHT = 1200, 630  # pixels; what Open Graph's readers ask for
PNG_TEXT_KEY = "kairanban"  # of the text in the PNG that says which card it is
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class SocialCard(Struct, frozen=True, kw_only=True):
    """The words on a card; what is empty is not there. Nothing else reaches the picture."""

    site: str = ""
    title: str = ""
    kind: str = ""  # 開催レポート
    when: str = ""
    place: str = ""
    note: str = ""  # a sentence, where there is no time and place
    stamp: str = ""  # 中止

    @property
    def alt_text(self) -> str:
        """The same for those who cannot see it."""
        stamp = f"【{self.stamp}】" if self.stamp else ""
        return " ".join(
            filter(None, (stamp + self.title, self.when, self.place, self.note, self.site))
        )


def card_fingerprint(font: str | None) -> str:
    """What else tells one card from another: how they are drawn, and with what.

    `font` is the font's identity, None where there is none.
    """
    here = Path(__file__).parent
    parts = [
        *(file.read_text("utf-8") for file in sorted(here.glob("*.py"))),
        *(version("pillow"), str(features.version("freetype2")), version("budoux")),
        font or "",
    ]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def card_name(card: SocialCard, fingerprint: str) -> str:
    """A card's name: that of another card is another. `fingerprint` is a recipe."""
    text = "\0".join((fingerprint, *astuple(card)))
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def is_card(data: bytes, name: str) -> bool:
    """Whether bytes are the card of that name, whole and undamaged.

    Each chunk of a PNG ends in its checksum (PNG 1.2, 3.2), and one of ours holds the name.
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
