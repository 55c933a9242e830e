"""The walk over a report's blocks that finds sessions, calls and voices, and marks them.

It runs before Python-Markdown looks into the blocks, so that texts are as they were typed and
lists of attributes are still whole.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.treeprocessors import Treeprocessor

from ...records.folder.naming import Directory
from ...records.folder.sources import finding
from ...records.problems import Level, Problem, Unreadable
from ..calls.items import read_item
from ..summary import plain_words, shortened
from .doubts import Doubts
from .headings import HEADINGS, is_calls, is_voices
from .identity import Identities
from .lines import Lines
from .parts import Call, Session
from .sessions import session_heading, without_id
from .slots import slot

PRIORITY = 40  # after footnotes (50) are put together, before inline marks (20) are read
CALLING = re.compile(r"募集(?:して(?:い|お)ます|中です)[。．.！!：:]?$")
SPEAKING = re.compile(r"会場から|参加者から")
CIRCLED = re.compile(r"\s*[①-⑳]")
LISTS = frozenset({"ul", "ol"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What reading a body needs to know of its report."""

    path: str  # of the source file, as problems tell it
    first_line: int  # of the body, in the file
    published: date
    organizations: Directory
    hosts: tuple[str, ...]  # slugs


class Sections(markdown.Extension):
    """The extension for Python-Markdown; `reading` is set for each report."""

    reading: "Reading | None" = None

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Walk(md, self), "kairanban-sections", PRIORITY)


class _Walk(Treeprocessor):
    def __init__(self, md: markdown.Markdown, extension: Sections) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        if self.extension.reading:
            self.extension.reading.walk(root)


@dataclass(slots=True)
class Reading:
    """One body being read. What was found is in the lists, in the order of the text."""

    around: Around
    text: str
    sessions: list[Session] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    voices: int = 0
    findings: list[Problem] = field(default_factory=list)
    _lines: Lines = field(init=False)
    _doubts: Doubts = field(init=False)
    _identities: Identities = field(default_factory=Identities)
    _section: Element | None = None
    _calls_below: int = 0  # the level of the heading 募集 that the walk is below; 0 for none
    _voices_below: int = 0
    _before: str = ""  # the paragraph directly above, as typed
    _above: str = ""  # the heading above

    def __post_init__(self) -> None:
        self._lines = Lines(self.text, self.around.first_line)
        self._doubts = Doubts(tell=self._tell, organizations=self.around.organizations)

    def walk(self, root: Element) -> None:
        """Marks what is found: sections, classes, ids, slots."""
        made: list[Element] = []
        for block in list(root):
            if block.tag == "hr" or block.get("class") == "footnote":
                self._end()
            elif block.tag in HEADINGS:
                self._heading(block)
            elif block.tag in LISTS:
                self._list(block)
            elif block.tag == "blockquote":
                self._quotation(block)
            if self._section is None:
                made.append(block)
            else:
                if not len(self._section):
                    made.append(self._section)
                self._section.append(block)
                self._open_with(block)
            self._before = (block.text or "").strip() if block.tag == "p" else ""
        root[:] = made

    def _end(self) -> None:
        self._section, self._calls_below, self._voices_below = None, 0, 0
        self._above = ""

    def _heading(self, block: Element) -> None:
        level, raw = int(block.tag[1]), block.text or ""
        if level <= 2:
            self._end()
        if level <= self._calls_below:
            self._calls_below = 0
        if level <= self._voices_below:
            self._voices_below = 0
        self._doubts.level(level, raw)
        self._above = plain_words(without_id(raw)[0])
        if level == 2 and self._session(block, raw):
            return
        if is_calls(self._above) and (level == 2 or (level == 3 and self._section is not None)):
            self._calls_below = level
        elif is_voices(self._above):
            self._voices_below = level
        else:
            self._doubts.heading(level, raw)

    def _session(self, block: Element, raw: str) -> bool:
        around = self.around
        heading = session_heading(raw, around.organizations, around.hosts)
        if heading is None:
            return False
        line = self._lines.of(raw)
        if heading.organization is None:
            self._doubts.organization(heading.title, line)
        name = heading.id or self._identities.session(heading.organization, heading.people)
        self._identities.take(name)
        block.text = heading.shown
        self._section = Element("section", {"class": "session", "id": name})
        self._section.text = slot("session", len(self.sessions))
        self.sessions.append(
            Session(
                id=name,
                title=heading.title,
                line=line,
                organization=heading.organization,
                people=heading.people,
                opening="",
            )
        )
        return True

    def _open_with(self, block: Element) -> None:
        """The first paragraph of a session is what lists show of it."""
        session = self.sessions[-1]
        if not session.opening and block.tag == "p":
            words = plain_words(block.text or "")
            if words:
                self.sessions[-1] = replace(session, opening=shortened(words))

    def _list(self, block: Element) -> None:
        items = [item for item in block if item.tag == "li"]
        self._doubts.inside(block)
        if self._calls_below or (self._section is not None and CALLING.search(self._before)):
            block.set("class", "calls")
            for item in items:
                self._call(item)
        elif self._voices_below or SPEAKING.search(self._before):
            block.set("class", "voices")
            self.voices += len(items)
            for item in items:
                _quote(item)
        else:
            self._doubts.list(self._before, self._above, in_session=self._section is not None)
            if items and all(CIRCLED.match(_text_of(item)) for item in items):
                block.set("class", "circled")

    def _call(self, item: Element) -> None:
        raw = _text_of(item)
        line = self._lines.of(raw)
        read = read_item(item, self.around.published)
        for fault in read.faults:
            self._tell(fault, line, "problem")
        if read.until and read.until < self.around.published and read.status == "open":
            self._tell(Unreadable("call-over-before", day=read.until.isoformat()), line)
        session = self.sessions[-1] if self._section is not None else None
        name = read.id or self._identities.call(read.title, session.id if session else "")
        self._identities.take(name)
        item.set("class", "call")
        item.set("id", name)
        _append(item, slot("call", len(self.calls)))
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
                session=session.id if session else None,
                organization=session.organization if session else None,
                of=session.title if session and not session.organization else None,
            )
        )

    def _quotation(self, block: Element) -> None:
        self._doubts.inside(block)
        if self._voices_below or SPEAKING.search(self._before):
            block.set("class", "voice")
            self.voices += max(1, sum(each.tag == "p" for each in block))

    def _tell(self, fault: Unreadable, line: int | str, level: Level = "warning") -> None:
        """A finding at a line, or at the line of a text as typed."""
        number = line if isinstance(line, int) else self._lines.of(line)
        self.findings.append(finding(self.around.path, number, None, fault, level))


def _text_of(item: Element) -> str:
    """The first text of a list item, as typed."""
    if (item.text or "").strip() or not len(item):
        return item.text or ""
    return item[0].text or ""


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
