"""The walk over a report's blocks that finds sessions, calls and voices, and marks them."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from ...content.folder.name_matching import Directory
from ...content.folder.prose_lines import prose_lines
from ...content.problems import Unreadable
from ..calls.attributes import checked_id
from ..calls.items import read_item, text_of
from ..headings.keywords import CALLING, LEVELS, SPEAKING, is_calls, is_voices
from ..headings.people import HONORED, named_in
from ..headings.sessions import Heading, after_organization, session_heading, without_id
from ..lint.attribute_lists import BRACES, leftover
from ..lint.linter import Doubts
from ..summary import plain_words, shortened
from . import placeholders as slots
from .anchors import Identities, reserved
from .finding_log import Notes
from .line_numbers import Lines
from .parsed_body import Call, Named, Session

CIRCLED = re.compile(r"\s*[①-⑳]")
RAW_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)(?:</h[1-6]>|$)", re.IGNORECASE)
UNREAD_HEADING = re.compile(r"\n[ 　]*[#＃]{2,6}[ 　]*(?P<words>[^#＃\s].*)")
LISTS = frozenset({"ul", "ol"})
LEAVES = frozenset({"p", "hr", "pre"})


class Around(Struct, frozen=True, kw_only=True):
    """What reading a body needs to know of its report."""

    path: str  # of the source file, as problems tell it
    first_line: int  # of the body, in the file
    published: date
    organizations: Directory
    hosts: tuple[str, ...]  # slugs
    # Of a translation: the ids that its sessions and calls have in the original, in order.
    session_ids: tuple[str, ...] = ()
    call_ids: tuple[str, ...] = ()


class _Begun(Struct, frozen=True):
    """The session that the walk is in."""

    id: str
    heading: Heading
    line: int
    section: Element


@dataclass(slots=True)
class Reading:
    """One body being read. What was found is in the lists, in the order of the text."""

    around: Around
    text: str
    sessions: list[Session] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    voices: int = 0
    opening: str = ""  # the first paragraph in plain words, shortened
    named: list[Named] = field(default_factory=list)
    notes: Notes = field(init=False)
    _lines: Lines = field(init=False)
    _doubts: Doubts = field(init=False)
    _identities: Identities = field(init=False)
    _begun: _Begun | None = None
    _opening: str = ""  # the first paragraph of that session
    _calls_below: int = 0  # the level of the heading 募集 that the walk is below; 0 for none
    _voices_below: int = 0
    _before: str = ""  # the paragraph directly above, as typed
    _above: str = ""  # the heading above

    def __post_init__(self) -> None:
        self._lines = Lines(self.text, self.around.first_line)
        self.notes = Notes(self.around.path, self._lines)
        self._doubts = Doubts(self.notes, self.around.organizations)
        self._identities = Identities(reserved(self.text))

    def walk(self, root: Element) -> None:
        """Marks what is found: sections, classes, ids, slots."""
        made: list[Element] = []
        for block in list(root):
            if self._before and self._begun and block.tag not in LISTS:
                self._doubts.nothing_below(self._before)
            self._read(block)
            self._before = (block.text or "").strip() if block.tag == "p" else ""
            words = "" if slots.BEGIN in self._before else self._before
            if words and not self.opening:
                self.opening = shortened(plain_words(words))
            if self._begun is None:
                made.append(block)
                continue
            section = self._begun.section
            if not len(section):
                made.append(section)
            section.append(block)
            if words and not self._opening:
                self._opening = plain_words(words)
        if self._before and self._begun:
            self._doubts.nothing_below(self._before)
        self._end()
        if "<h" in self.text or "<H" in self.text:
            self._raw_headings()
        if BRACES.search(self.text):
            lines = Lines(self.text, self.around.first_line)
            for fault, line in leftover(made):
                self.notes.tell(fault, lines.of(line))
        root[:] = made

    def _read(self, block: Element) -> None:
        tag = block.tag
        if tag == "p":
            self._doubts.paragraph(block.text or "")
        elif tag in LEVELS:
            self._heading(block)
        elif tag == "hr" or block.get("class") == "footnote":
            self._end()
        elif tag in LISTS:
            self._list(block)
        elif tag == "blockquote":
            self._quotation(block)
        if tag not in LEAVES and len(block):
            self._inside(block)

    def _end(self) -> None:
        begun = self._begun
        if begun:
            self.sessions.append(
                Session(
                    id=begun.id,
                    given=begun.heading.id == begun.id,
                    title=begun.heading.title,
                    line=begun.line,
                    organization=begun.heading.organization,
                    people=begun.heading.people,
                    opening=shortened(self._opening),
                )
            )
        self._begun, self._opening = None, ""
        self._calls_below = self._voices_below = 0
        self._above = ""
        self._doubts.end(0)

    def _heading(self, block: Element) -> None:
        level, raw = int(block.tag[1]), block.text or ""
        line = self._lines.of(raw, f"{'#' * level} ")
        if level <= 2:
            self._end()
        if level <= self._calls_below:
            self._calls_below = 0
        if level <= self._voices_below:
            self._voices_below = 0
        self._doubts.level(level, raw, line)
        around = self.around
        heading = session_heading(raw, around.organizations, around.hosts) if level == 2 else None
        if heading:
            self._session(block, heading, line)
            return
        self._above = plain_words(without_id(raw)[0])
        people = self._name(self._above, line)
        if is_calls(self._above) and (level == 2 or (level == 3 and self._begun)):
            self._calls_below = level
            self._doubts.awaits("no-calls", self._above, level, line)
        elif is_voices(self._above):
            self._voices_below = level
            self._doubts.awaits("no-voices", self._above, level, line)
        else:
            self._doubts.heading(level, raw, people, line)

    def _session(self, block: Element, heading: Heading, line: int) -> None:
        passing = named_in(heading.rest)
        self.named += [Named(name, line) for name in (*heading.people, *passing)]
        self._doubts.session(heading, passing, line)
        name = None
        try:
            name = checked_id(heading.id)
        except Unreadable as fault:
            self.notes.tell(fault, line, "problem")
        name = name or self._identities.session(heading.organization, heading.people)
        name = next(islice(self.around.session_ids, len(self.sessions), None), name)
        self._identities.take(name)
        block.text = heading.shown
        self._above = heading.title
        section = Element("section", {"class": "session", "id": name})
        section.text = slots.slot("session", len(self.sessions))
        self._begun = _Begun(name, heading, line, section)

    def _name(self, heading: str, line: int) -> tuple[str, ...]:
        """The people whom another heading names; organizations' names are none's."""
        if not HONORED.search(heading):
            return ()
        people = named_in(after_organization(heading, self.around.organizations)[1])
        self.named += [Named(name, line) for name in people]
        return people

    def _inside(self, block: Element) -> None:
        """Headings in a list, a quotation or an element of raw HTML begin nothing."""
        for each in block.iter():
            if each.tag in LEVELS and each is not block:
                line = self._lines.of(each.text or "")
                if self._name(plain_words(without_id(each.text or "")[0]), line):
                    self.notes.tell(Unreadable("session-inside"), line)
            elif each.text and "\n" in each.text:
                self._unread_headings(each.text)

    def _unread_headings(self, text: str) -> None:
        """Headings right below an item's words are words to Markdown."""
        for found in UNREAD_HEADING.finditer(text):
            line = self._lines.of(found["words"])
            self._name(plain_words(found["words"]), line)
            self.notes.tell(Unreadable("session-inside"), line)

    def _raw_headings(self) -> None:
        """Headings in raw HTML, which Markdown puts aside, name people as well."""
        for number, line in prose_lines(self.text, self.around.first_line):
            for found in RAW_HEADING.finditer(line):
                self._name(plain_words(found[1]), number)

    def _list(self, block: Element) -> None:
        items = [item for item in block if item.tag == "li"]
        if self._calls_below or (self._begun and CALLING.search(self._before)):
            block.set("class", "calls")
            for item in items:
                self._call(item)
            self._doubts.found("no-calls")
        elif self._voices_below or SPEAKING.search(self._before):
            block.set("class", "voices")
            self.voices += len(items)
            for item in items:
                _quote(item)
            self._doubts.found("no-voices")
        else:
            self._doubts.list(self._before, self._above, in_session=self._begun is not None)
            if items and all(CIRCLED.match(text_of(item)) for item in items):
                block.set("class", "circled")

    def _call(self, item: Element) -> None:
        line = self._lines.of(text_of(item), "- ")
        read = read_item(item, self.around.published)
        for fault in read.faults:
            self.notes.tell(fault, line, "problem")
        self._doubts.call(read, self.around.published, line)
        begun = self._begun
        name = read.id or self._identities.call(read.title, begun.id if begun else "")
        name = next(islice(self.around.call_ids, len(self.calls), None), name)
        self._identities.take(name)
        item.set("class", "call")
        item.set("id", name)
        _append(item, slots.slot("call", len(self.calls)))
        organization = begun.heading.organization if begun else None
        self.calls.append(
            Call(
                id=name,
                given=read.id is not None,
                title=read.title,
                text=read.text,
                line=line,
                type=read.type,
                until=read.until,
                status=read.status,
                apply=read.apply,
                session=begun.id if begun else None,
                organization=organization,
                of=begun.heading.title if begun and not organization else None,
            )
        )

    def _quotation(self, block: Element) -> None:
        if self._voices_below or SPEAKING.search(self._before):
            block.set("class", "voice")
            self.voices += max(1, sum(each.tag == "p" for each in block))
            self._doubts.found("no-voices")


def _quote(item: Element) -> None:
    """Puts what an item holds into a quotation."""
    quotation = Element("blockquote")
    if (item.text or "").strip():
        SubElement(quotation, "p").text = (item.text or "").strip()
    quotation.extend(list(item))
    item[:] = [quotation]
    item.text = None


def _append(element: Element, text: str) -> None:
    """Text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + text
    else:
        element.text = (element.text or "").rstrip() + text
