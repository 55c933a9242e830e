"""Ids of sessions and calls: the same as long as what they name stays, whatever comes before."""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from ..calls.items import id_of


@dataclass(slots=True)
class Identities:
    """The ids of one report that are taken so far."""

    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> None:
        self.taken.add(name)

    def session(self, organization: str | None, people: tuple[str, ...]) -> str:
        """From who speaks; titles are edited, people and organizations seldom."""
        name = organization or f"session-{_mark(*people)}"
        return self._free(name, *people)

    def call(self, title: str, session: str) -> str:
        """From the title; where two have the same, from the session as well."""
        return self._free(id_of(title), session, title)

    def _free(self, name: str, *words: str) -> str:
        if name not in self.taken:
            return name
        name = f"{name}-{_mark(*words)[:4]}"
        number = 2
        free = name
        while free in self.taken:
            free, number = f"{name}-{number}", number + 1
        return free


def _mark(*words: str) -> str:
    plain = "|".join("".join(unicodedata.normalize("NFKC", word).split()) for word in words)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
