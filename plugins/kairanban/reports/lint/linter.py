"""What nearly is a session, a list of calls or of voices: ordinary Markdown, and a warning."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from ...content.folder.name_matching import Directory
from ...content.problems import Unreadable
from ..calls.items import Item
from ..headings.keywords import (
    CALLING,
    NEARLY_CALLING,
    NEARLY_SPEAKING,
    NONE,
    SPEAKING,
    is_calls,
    is_voices,
    nearly_calls,
    nearly_voices,
)
from ..headings.people import officer_in
from ..headings.sessions import PEOPLE, Heading, is_unclosed, without_id, without_people
from ..sections.finding_log import Notes
from ..summary import plain_words
from .list_markers import unlisted

DAY = re.compile("[0-9０-９][ 　]*[月/／][ 　]*[0-9０-９]|月末|年内|年度内")
# Voices, each on its line: nothing follows but who said it. A sentence may begin so as well.
_VOICE = r"[ 　]*「[^\n]*」[ 　。]*(?:[（(—―－-][^\n]{0,40})?"
QUOTED = re.compile(rf"\n(?P<line>{_VOICE})\n{_VOICE}(?:\n|$)")
DEADLINE = re.compile("締切|締め切|〆切|期限|必着|まで(?:に)?(?:募集|受付|受け付け|お申)")


class Doubts(Struct):
    """The doubts about one body."""

    notes: Notes
    organizations: Directory
    _level: int = 1
    _awaited: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def level(self, level: int, raw: str, line: int) -> None:
        """A heading that skips a level: what it is below is not clear then."""
        self.end(level)
        if level > self._level + 1:
            self.notes.tell(Unreadable("skipped-level", suggestion="#" * (self._level + 1)), line)
        self._level = level
        if is_unclosed(raw):
            self.notes.tell(Unreadable("unclosed-attributes", suggestion="{#id}"), line, "problem")

    def heading(self, level: int, raw: str, people: Sequence[str], line: int) -> None:
        """A heading that is none of a session, calls or voices; `people` are those it names."""
        words = plain_words(without_id(raw)[0])
        if level != 2 and without_people(words)[1]:
            self.notes.tell(Unreadable("session-level", suggestion=f"## {raw.strip()}"), line)
        elif level == 2 and people:
            self._in_passing(words, people[-1], line)
        elif level == 2:
            self._officer(words, line)

    def session(self, heading: Heading, passing: Sequence[str], line: int) -> None:
        """A session of a known organization whose speaker is named somewhere, or not as such."""
        if passing and not heading.people:
            self._in_passing(heading.title, passing[-1], line)
        elif not heading.people:
            self._officer(heading.title, line)
        if heading.organization is None:
            near = self.organizations.nearest_prefix(heading.title)
            self.notes.tell(
                Unreadable("unknown-session", name=heading.title, suggestion=near), line
            )

    def list(self, before: str, above: str, *, in_session: bool) -> None:
        """A list that is neither calls nor voices, below the paragraph and the heading."""
        if NEARLY_CALLING.search(before):
            code = "nearly-calling" if in_session else "calling-outside"
            self.notes.tell(Unreadable(code), before.rpartition("\n")[2])
        elif NEARLY_SPEAKING.search(before):
            self.notes.tell(Unreadable("nearly-speaking"), before.rpartition("\n")[2])
        elif is_calls(above) or (nearly_calls(above) and not before):
            self.notes.tell(Unreadable("nearly-calls", name=above), above)
        elif nearly_voices(above) and not is_voices(above) and not before:
            self.notes.tell(Unreadable("nearly-voices", name=above), above)

    def paragraph(self, text: str) -> None:
        """A paragraph whose lines are typed as items that Markdown does not know."""
        if self._awaited and NONE.search(text):
            self._awaited.clear()
        if "\n" not in text:
            return
        quoted = SPEAKING.search(text) and QUOTED.search(text)
        if found := (("「", quoted["line"]) if quoted else unlisted(text)):
            mark, line = found
            self.notes.tell(Unreadable("unlisted", mark=mark), line)

    def nothing_below(self, before: str) -> None:
        """A paragraph in a session that no list follows."""
        if "募集" in before and CALLING.search(before):
            self.notes.tell(Unreadable("calling-alone"), before.rpartition("\n")[2])

    def call(self, item: Item, published: date, line: int) -> None:
        """A call whose time was over before, or may be meant to have an end."""
        if item.status != "open":
            return
        if item.until and item.until < published:
            self.notes.tell(Unreadable("call-over-before", day=item.until.isoformat()), line)
        words = f"{item.title} {item.text}"
        if item.until is None and DEADLINE.search(words) and DAY.search(words):
            self.notes.tell(Unreadable("nearly-deadline"), line)

    def awaits(self, code: str, name: str, level: int, line: int) -> None:
        """A heading below which something must stand; else `code` is told when it ends."""
        self._awaited[code] = name, level, line

    def found(self, code: str) -> None:
        """That stands there."""
        self._awaited.pop(code, None)

    def end(self, level: int) -> None:
        """What is below headings of this level ends, and of deeper ones."""
        if not self._awaited:
            return
        for code, (name, own, line) in list(self._awaited.items()):
            if level <= own:
                del self._awaited[code]
                self.notes.tell(Unreadable(code, name=name), line)

    def _in_passing(self, words: str, name: str, line: int) -> None:
        suggestion = _speaker_last(words, name)
        self.notes.tell(Unreadable("session-unread", name=name, suggestion=suggestion), line)

    def _officer(self, words: str, line: int) -> None:
        ending = PEOPLE.search(words)
        name = officer_in(ending["people"]) if ending else None
        if name:
            fault = Unreadable("session-officer", name=name, suggestion=f"{name}さん")
            self.notes.tell(fault, line)


def _speaker_last(words: str, name: str) -> str | None:
    """`## 会（赤木さん）` for `赤木さん（会）`, `会 赤木さん` and `会から赤木さんのお話`."""
    before, _, after = words.partition(name)
    before = before.strip(" 　、:：")
    inside = PEOPLE.fullmatch(after)
    if not before and inside:
        return f"## {inside['people']}（{name}）"
    if before and not re.sub("のお話|のお?報告|から|より", "", after).strip():
        return f"## {re.sub('(?:から|より|の)$', '', before)}（{name}）"
    return None
