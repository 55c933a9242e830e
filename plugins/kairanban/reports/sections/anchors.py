"""Ids of sessions and calls, which do not depend on what stands before them in the report.

An id is made of what its session or call is named by, and stays as long as that stays.
"""

import hashlib
import re
import unicodedata
from collections.abc import Set

from msgspec import Struct, field

from ..calls.items import call_id

OPENING = re.compile("[{｛]")
WRITTEN = re.compile(r"[^{}｛｝\n]*?[#＃]([^\s#＃{}｛｝=＝]+)")


def find_written_ids(text: str) -> Set[str]:
    """Return the ids that the editor wrote in a body (Markdown), as far as braces show them.

    No other part may take them, even one that comes first.
    """
    if "{" not in text and "｛" not in text:
        return frozenset()
    found = (WRITTEN.match(part) for part in OPENING.split(text)[1:])
    return frozenset(each[1] for each in found if each)


class AnchorRegistry(Struct):
    """The ids of one report: those that its editor wrote, and those taken so far."""

    written: Set[str]
    taken: set[str] = field(default_factory=set)

    def reserve(self, name: str) -> None:
        """Take an id, so that no later part gets it."""
        self.taken.add(name)

    def session_anchor(self, organization: str | None, people: tuple[str, ...]) -> str:
        """Return a free id for a session, made from its speakers.

        Titles are often edited, people and organizations seldom. `organization` is a slug; `people`
        are names as written.
        """
        name = organization or f"session-{_digest(*people)}"
        return self._free(name, *people)

    def call_anchor(self, title: str, session: str) -> str:
        """Return a free id for a call, made from its title.

        Where two calls have the same title, the id of the `session` counts as well, "" for none.
        """
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
