"""Linting of what nearly is a session, a list of calls or of voices but stays plain Markdown."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from ...content.folder.name_matching import Directory
from ...content.problems import Unreadable
from ..calls.items import CallItem
from ..excerpt import strip_markup
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
from ..headings.people import find_office_holder
from ..headings.sessions import PEOPLE, SessionHeading, is_unclosed, split_off_id, split_off_people
from ..sections.finding_log import FindingLog
from .list_markers import find_unlisted_items

DAY = re.compile("[0-9０-９][ 　]*[月/／][ 　]*[0-9０-９]|月末|年内|年度内")
# Voices, each on its line, followed only by who said it; more words would make a sentence of it.
_VOICE = r"[ 　]*「[^\n]*」[ 　。]*(?:[（(—―－-][^\n]{0,40})?"
QUOTED = re.compile(rf"\n(?P<line>{_VOICE})\n{_VOICE}(?:\n|$)")
DEADLINE = re.compile("締切|締め切|〆切|期限|必着|まで(?:に)?(?:募集|受付|受け付け|お申)")


class ReportLinter(Struct):
    """A linter of one body; the parser calls it for the body's parts in their order.

    Lines are the file's, 1-based.
    """

    finding_log: FindingLog
    organizations: Directory
    _level: int = 1  # of the last heading
    # Headings below which something must stand: by code, their words, level and line.
    _expected: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def check_level(self, level: int, raw: str, line: int) -> None:
        """Check that a heading skips no level, and that its attribute list is closed.

        Below which heading it stands is not clear if it skips one. `raw` is the heading as typed,
        without `#`.
        """
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
        """Check a heading that begins no session, calls or voices, but may be meant to.

        `people` are those that it names.
        """
        words = strip_markup(split_off_id(raw)[0])
        if level != 2 and split_off_people(words)[1]:
            self.finding_log.add(Unreadable("session-level", suggestion=f"## {raw.strip()}"), line)
        elif level == 2 and people:
            self._report_name_in_passing(words, people[-1], line)
        elif level == 2:
            self._check_office_holder(words, line)

    def check_session(self, heading: SessionHeading, passing: Sequence[str], line: int) -> None:
        """Check a session's heading for unread speakers and for an unknown organization.

        `passing` are the people named in its words outside of the parentheses at its end.
        """
        if passing and not heading.people:
            self._report_name_in_passing(heading.title, passing[-1], line)
        elif not heading.people:
            self._check_office_holder(heading.title, line)
        if heading.organization is None:
            near = self.organizations.nearest_prefix(heading.title)
            self.finding_log.add(
                Unreadable("unknown-session", name=heading.title, suggestion=near), line
            )

    def check_list(self, before: str, above: str, *, in_session: bool) -> None:
        """Check a list that is neither calls nor voices, but may be meant to be.

        `before` is the paragraph directly above it, as typed, `above` the heading, in plain words.
        """
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
        """Check a paragraph for lines typed as items of a list in a way unknown to Markdown.

        One that says that there are none (ありません) fulfils what headings expect.
        """
        if self._expected and SAYS_NONE.search(text):
            self._expected.clear()
        if "\n" not in text:
            return
        quoted = SPEAKING.search(text) and QUOTED.search(text)
        if found := (("「", quoted["line"]) if quoted else find_unlisted_items(text)):
            mark, line = found
            self.finding_log.add(Unreadable("unlisted", mark=mark), line)

    def check_nothing_below(self, before: str) -> None:
        """Check a session's paragraph that no list follows for the announcement of calls."""
        if "募集" in before and CALLING.search(before):
            self.finding_log.add(Unreadable("calling-alone"), before.rpartition("\n")[2])

    def check_call(self, item: CallItem, published: date, line: int) -> None:
        """Check an open call for a deadline before the report, or one that was not understood."""
        if item.status != "open":
            return
        if item.until and item.until < published:
            self.finding_log.add(Unreadable("call-over-before", day=item.until.isoformat()), line)
        words = f"{item.title} {item.text}"
        if item.until is None and DEADLINE.search(words) and DAY.search(words):
            self.finding_log.add(Unreadable("nearly-deadline"), line)

    def expect_below(self, code: str, name: str, level: int, line: int) -> None:
        """Expect calls or voices below a heading; without them `code` is reported at its end."""
        self._expected[code] = name, level, line

    def mark_found(self, code: str) -> None:
        """Record that what was expected under this code has been found."""
        self._expected.pop(code, None)

    def end_level(self, level: int) -> None:
        """End the parts below headings of this level and deeper ones.

        What is still expected there is reported.
        """
        if not self._expected:
            return
        for code, (name, own, line) in list(self._expected.items()):
            if level <= own:
                del self._expected[code]
                self.finding_log.add(Unreadable(code, name=name), line)

    def _report_name_in_passing(self, words: str, name: str, line: int) -> None:
        suggestion = _speaker_last(words, name)
        self.finding_log.add(Unreadable("session-unread", name=name, suggestion=suggestion), line)

    def _check_office_holder(self, words: str, line: int) -> None:
        ending = PEOPLE.search(words)
        name = find_office_holder(ending["people"]) if ending else None
        if name:
            fault = Unreadable("session-officer", name=name, suggestion=f"{name}さん")
            self.finding_log.add(fault, line)


def _speaker_last(words: str, name: str) -> str | None:
    """Return the heading with its speaker at the end, as a suggestion, or None.

    That is `## 会（赤木さん）` for `赤木さん（会）`, `会 赤木さん` and `会から赤木さんのお話`.
    """
    before, _, after = words.partition(name)
    before = before.strip(" 　、:：")
    inside = PEOPLE.fullmatch(after)
    if not before and inside:
        return f"## {inside['people']}（{name}）"
    if before and not re.sub("のお話|のお?報告|から|より", "", after).strip():
        return f"## {re.sub('(?:から|より|の)$', '', before)}（{name}）"
    return None
