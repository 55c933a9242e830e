"""What nearly is a session, a list of calls or of voices: ordinary Markdown, and a warning."""

import re
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

from ...records.folder.naming import Directory
from ...records.problems import Unreadable
from .headings import HEADINGS, is_calls, is_voices, nearly_calls, nearly_voices
from .sessions import names_officer, names_somebody

NEARLY_CALLING = re.compile(
    "(?:募集|募って|探して)(?:します|いたします|しております|いたしております|います|おります|中"
    "|しています|中です|中。)?[。．.！!：:]?$"
)


class Tell(Protocol):
    """Records a doubt at a line, or at the line of a text as typed."""

    def __call__(self, fault: Unreadable, line: int | str) -> None: ...


@dataclass(slots=True)
class Doubts:
    """The doubts about one body."""

    tell: Tell
    organizations: Directory
    _level: int = 1

    def level(self, level: int, raw: str) -> None:
        """A heading that skips a level; what it is below is not clear then."""
        if level > self._level + 1:
            self.tell(Unreadable("skipped-level", suggestion="#" * (self._level + 1)), raw)
        self._level = level

    def heading(self, level: int, raw: str) -> None:
        """A heading that is none of a session, calls or voices."""
        if level != 2 and names_somebody(raw):
            self.tell(Unreadable("session-level", suggestion=f"## {raw.strip()}"), raw)
        elif level == 2 and (name := names_officer(raw)):
            self.tell(Unreadable("session-officer", name=name, suggestion=f"{name}さん"), raw)

    def organization(self, title: str, line: int) -> None:
        """A session of nobody that is known."""
        near = self.organizations.nearest_prefix(title)
        self.tell(Unreadable("unknown-session", name=title, suggestion=near), line)

    def inside(self, block: Element) -> None:
        """A session's heading inside a list or a quotation."""
        for each in block.iter():
            if each.tag in HEADINGS and names_somebody(each.text or ""):
                self.tell(Unreadable("session-inside"), each.text or "")

    def list(self, before: str, above: str, *, in_session: bool) -> None:
        """A list that is neither calls nor voices, below the paragraph and the heading."""
        if NEARLY_CALLING.search(before):
            code = "nearly-calling" if in_session else "calling-outside"
            self.tell(Unreadable(code), before.rpartition("\n")[2])
        elif is_calls(above) or (nearly_calls(above) and not before):
            self.tell(Unreadable("nearly-calls", name=above), above)
        elif nearly_voices(above) and not is_voices(above) and not before:
            self.tell(Unreadable("nearly-voices", name=above), above)
