"""Markdown as people type it: Japanese marks of lists and headings, nesting with two spaces.

Python-Markdown recognises lists by `-` and `1.` only, none right after a line of text, and nests
with four spaces. A preprocessor rewrites the lines to that form, after fenced code and raw HTML
have been taken out of the text.
"""

import re

import markdown
from markdown.preprocessors import Preprocessor
from msgspec import Struct

from ...content.folder.picture_lines import normalize_picture_line

PRIORITY = 15  # after Python-Markdown has taken out fenced code (25) and raw HTML (20)
HEADING = re.compile("(?P<marks>[＃#]{1,6})(?![＃#])[ 　]*(?=\\S)")
# One `・` begins an item, several are an ellipsis.
ITEM = re.compile(
    r"(?P<indent>[ 　]*)(?:(?P<dot>[・･•])(?![・･•])[ 　]*|(?P<circled>[①-⑳])[ 　]*|"
    r"(?P<mark>[-*+]|(?P<number>\d{1,9})\.)[ 　]+)(?P<text>\S.*)"
)
RULE = re.compile(r" {0,3}([-*_])[ ]*(?:\1[ ]*){2,}")
# Characters that begin an item, a heading, a rule, a picture's line or an indented line; a line
# that begins with another is text, or belongs to a list.
SPECIAL = frozenset(" 　\t\r\f\v!！・･•①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳-*+_＃#0123456789")
SENTENCE = re.compile(r"[。！？!?][」』）)]?\s*$")
NESTING_COLUMNS = 4  # columns by which Python-Markdown nests
MIN_NESTED_COLUMNS = 2  # columns right of an item's mark, from which on a line belongs to the item


class JapaneseSyntax(markdown.Extension):
    """A Python-Markdown extension that accepts Japanese marks of lists and headings."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the preprocessor."""
        md.preprocessors.register(_JapaneseSyntaxPreprocessor(md), "kairanban-as-typed", PRIORITY)


class _JapaneseSyntaxPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return to_markdown(lines)


def to_markdown(lines: list[str]) -> list[str]:
    """Return lines rewritten to what Python-Markdown recognises; no word of them is lost."""
    state = _ListState()
    made: list[str] = []
    text = None  # the line above, where it was nothing but text
    for line in lines:
        if line and line[0] not in SPECIAL and not state.marks:
            made.append(line)
            text = line
            continue
        if text is not None:
            state.skip_text(text)
            text = None
        made += state.rewritten(line)
    return made


class _ListState(Struct):
    """The list state at the line above."""

    marks: tuple[int, ...] = ()  # 0-based columns of the open items' marks, outermost first
    after_text: bool = False  # the line above is text outside of lists
    after_blank: bool = True
    above: str = ""  # the line above

    def skip_text(self, line: str) -> None:
        """Record that the line above is text outside of lists, which stays as it is."""
        self.after_blank, self.after_text, self.above = False, True, line

    def rewritten(self, line: str) -> list[str]:
        """Return the lines that replace one, and record it as the line above."""
        if not line.strip():
            self.after_blank, self.after_text = True, False
            return [line]
        item = None if RULE.fullmatch(line) else ITEM.fullmatch(line)
        made = self._item(item) if item else None
        if made is None:
            # `---` below a sentence is a rule; below a few words it makes a heading of them.
            apart = self.after_text and RULE.fullmatch(line) and SENTENCE.search(self.above)
            made = ["", self._other(line)] if apart else [self._other(line)]
        self.after_blank, self.above = False, line
        return made

    def _item(self, found: re.Match[str]) -> list[str] | None:
        """Return the lines that begin an item; None for code and for a sentence's next line."""
        column = _columns(found["indent"])
        if not self.marks:
            if column >= NESTING_COLUMNS:
                return None
            # As in CommonMark: a year at the start of a line is no list.
            if self.after_text and found["number"] not in {None, "1"}:
                return None
        while self.marks and column < self.marks[-1] + MIN_NESTED_COLUMNS:
            self.marks = self.marks[:-1]
        depth = len(self.marks)
        self.marks = (*self.marks, column)
        mark = found["mark"] or ("-" if found["dot"] else f"- {found['circled']}")
        made = f"{' ' * NESTING_COLUMNS * depth}{mark} {found['text']}"
        apart, self.after_text = self.after_text, False
        return ["", made] if apart else [made]

    def _other(self, line: str) -> str:
        words = line.lstrip(" ")
        column = len(line) - len(words)
        if self.marks and self.after_blank:
            while self.marks and column < self.marks[-1] + MIN_NESTED_COLUMNS:
                self.marks = self.marks[:-1]
            if self.marks:
                return self._inside(words, column)
        heading = self._heading(line)
        if heading or RULE.fullmatch(line):
            self.marks = ()
        self.after_text = not self.marks
        if heading:
            return f"{'#' * len(heading['marks'])} {line[heading.end() :]}"
        return normalize_picture_line(line)

    def _heading(self, line: str) -> re.Match[str] | None:
        """Match a heading's marks behind few spaces; a deeper line is in an item, or code."""
        start = len(line) - len(line.lstrip(" 　"))
        room = self.marks[-1] + MIN_NESTED_COLUMNS if self.marks else NESTING_COLUMNS
        return HEADING.match(line, start) if _columns(line[:start]) < room else None

    def _inside(self, words: str, column: int) -> str:
        """Indent a line of a further paragraph of an item, or of code in it."""
        left = len(self.marks) * NESTING_COLUMNS
        beyond = column - self.marks[-1] - MIN_NESTED_COLUMNS
        return (
            " "
            * (left + (NESTING_COLUMNS if beyond >= NESTING_COLUMNS + MIN_NESTED_COLUMNS else 0))
            + words
        )


def _columns(indent: str) -> int:
    """Return the width of an indent in columns; a full-width space has two."""
    return sum(2 if character == "　" else 1 for character in indent)
