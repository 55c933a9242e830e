"""Ids of sessions and calls: the same as long as what they name stays, whatever comes before."""

import hashlib
import re
import unicodedata
from collections.abc import Set

from msgspec import Struct, field

from ..calls.items import call_id

OPENING = re.compile("[{｛]")
WRITTEN = re.compile(r"[^{}｛｝\n]*?[#＃]([^\s#＃{}｛｝=＝]+)")


def find_written_ids(text: str) -> Set[str]:
    """The ids that a body's editor wrote; no other part may take them, even if it comes first."""
    if "{" not in text and "｛" not in text:
        return frozenset()
    found = (WRITTEN.match(part) for part in OPENING.split(text)[1:])
    return frozenset(each[1] for each in found if each)


class AnchorRegistry(Struct):
    """The ids of one report: those that its editor wrote, and those taken so far."""

    written: Set[str]
    taken: set[str] = field(default_factory=set)

    def reserve(self, name: str) -> None:
        self.taken.add(name)

    def session_anchor(self, organization: str | None, people: tuple[str, ...]) -> str:
        """From who speaks; titles are edited, people and organizations seldom."""
        name = organization or f"session-{_digest(*people)}"
        return self._free(name, *people)

    def call_anchor(self, title: str, session: str) -> str:
        """From the title; where two have the same, from the session as well."""
        return self._free(call_id(title), session, title)

    def _free(self, name: str, *words: str) -> str:
        if name not in self.taken and name not in self.written:
            return name
        used = self.taken | self.written
        name = f"{name}-{_digest(*words)[:4]}"
        number = 2
        free = name
        while free in used:
            free, number = f"{name}-{number}", number + 1
        return free


def _digest(*words: str) -> str:
    plain = "|".join("".join(unicodedata.normalize("NFKC", word).split()) for word in words)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
