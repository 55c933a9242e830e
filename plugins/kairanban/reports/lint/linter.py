"""What nearly is a session, a list of calls or of voices: ordinary Markdown, and a warning."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from ...content.folder.name_matching import Directory
from ...content.problems import Unreadable
from ..calls.items import CallItem
from ..headings.keywords import (
    CALLING,
    LIKELY_CALLING,
    LIKELY_SPEAKING,
    SAYS_NONE,
    SPEAKING,
    is_calls,
    is_voices,
    resembles_calls,
    resembles_voices,
)
from ..headings.people import find_officer
from ..headings.sessions import PEOPLE, SessionHeading, is_unclosed, split_off_id, split_off_people
from ..sections.finding_log import FindingLog
from ..summary import strip_markup
from .list_markers import find_unlisted_items

DAY = re.compile("[0-9０-９][ 　]*[月/／][ 　]*[0-9０-９]|月末|年内|年度内")
# Voices, each on its line: nothing follows but who said it. A sentence may begin so as well.
_VOICE = r"[ 　]*「[^\n]*」[ 　。]*(?:[（(—―－-][^\n]{0,40})?"
QUOTED = re.compile(rf"\n(?P<line>{_VOICE})\n{_VOICE}(?:\n|$)")
DEADLINE = re.compile("締切|締め切|〆切|期限|必着|まで(?:に)?(?:募集|受付|受け付け|お申)")


class ReportLinter(Struct):
    """The doubts about one body."""

    finding_log: FindingLog
    organizations: Directory
    _level: int = 1
    _expected: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def check_level(self, level: int, raw: str, line: int) -> None:
        """A heading that skips a level: what it is below is not clear then."""
        self.end_level(level)
        if level > self._level + 1:
            self.finding_log.add(
                Unreadable("skipped-level", suggestion="#" * (self._level + 1)), line
            )
        self._level = level
        if is_unclosed(raw):
            self.finding_log.add(
                Unreadable("unclosed-attributes", suggestion="{#id}"), line, "problem"
            )

    def check_heading(self, level: int, raw: str, people: Sequence[str], line: int) -> None:
        """A heading that is none of a session, calls or voices; `people` are those it names."""
        words = strip_markup(split_off_id(raw)[0])
        if level != 2 and split_off_people(words)[1]:
            self.finding_log.add(Unreadable("session-level", suggestion=f"## {raw.strip()}"), line)
        elif level == 2 and people:
            self._in_passing(words, people[-1], line)
        elif level == 2:
            self._officer(words, line)

    def check_session(self, heading: SessionHeading, passing: Sequence[str], line: int) -> None:
        """A session of a known organization whose speaker is named somewhere, or not as such."""
        if passing and not heading.people:
            self._in_passing(heading.title, passing[-1], line)
        elif not heading.people:
            self._officer(heading.title, line)
        if heading.organization is None:
            near = self.organizations.nearest_prefix(heading.title)
            self.finding_log.add(
                Unreadable("unknown-session", name=heading.title, suggestion=near), line
            )

    def check_list(self, before: str, above: str, *, in_session: bool) -> None:
        """A list that is neither calls nor voices, below the paragraph and the heading."""
        if LIKELY_CALLING.search(before):
            code = "nearly-calling" if in_session else "calling-outside"
            self.finding_log.add(Unreadable(code), before.rpartition("\n")[2])
        elif LIKELY_SPEAKING.search(before):
            self.finding_log.add(Unreadable("nearly-speaking"), before.rpartition("\n")[2])
        elif is_calls(above) or (resembles_calls(above) and not before):
            self.finding_log.add(Unreadable("nearly-calls", name=above), above)
        elif resembles_voices(above) and not is_voices(above) and not before:
            self.finding_log.add(Unreadable("nearly-voices", name=above), above)

    def check_paragraph(self, text: str) -> None:
        """A paragraph whose lines are typed as items that Markdown does not know."""
        if self._expected and SAYS_NONE.search(text):
            self._expected.clear()
        if "\n" not in text:
            return
        quoted = SPEAKING.search(text) and QUOTED.search(text)
        if found := (("「", quoted["line"]) if quoted else find_unlisted_items(text)):
            mark, line = found
            self.finding_log.add(Unreadable("unlisted", mark=mark), line)

    def check_nothing_below(self, before: str) -> None:
        """A paragraph in a session that no list follows."""
        if "募集" in before and CALLING.search(before):
            self.finding_log.add(Unreadable("calling-alone"), before.rpartition("\n")[2])

    def check_call(self, item: CallItem, published: date, line: int) -> None:
        """A call whose time was over before, or may be meant to have an end."""
        if item.status != "open":
            return
        if item.until and item.until < published:
            self.finding_log.add(Unreadable("call-over-before", day=item.until.isoformat()), line)
        words = f"{item.title} {item.text}"
        if item.until is None and DEADLINE.search(words) and DAY.search(words):
            self.finding_log.add(Unreadable("nearly-deadline"), line)

    def expect_below(self, code: str, name: str, level: int, line: int) -> None:
        """A heading below which something must stand; else `code` is told when it ends."""
        self._expected[code] = name, level, line

    def mark_found(self, code: str) -> None:
        """That stands there."""
        self._expected.pop(code, None)

    def end_level(self, level: int) -> None:
        """What is below headings of this level ends, and of deeper ones."""
        if not self._expected:
            return
        for code, (name, own, line) in list(self._expected.items()):
            if level <= own:
                del self._expected[code]
                self.finding_log.add(Unreadable(code, name=name), line)

    def _in_passing(self, words: str, name: str, line: int) -> None:
        suggestion = _speaker_last(words, name)
        self.finding_log.add(Unreadable("session-unread", name=name, suggestion=suggestion), line)

    def _officer(self, words: str, line: int) -> None:
        ending = PEOPLE.search(words)
        name = find_officer(ending["people"]) if ending else None
        if name:
            fault = Unreadable("session-officer", name=name, suggestion=f"{name}さん")
            self.finding_log.add(fault, line)


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
