"""Summaries in plain words of Markdown texts whose editors wrote none."""

import html
import re

from ..content.readers.text import join_lines

MAX_SUMMARY_CHARACTERS = 120  # characters
MIN_SENTENCE_CHARACTERS = 60  # characters; a shorter summary does not end early with a sentence
FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1\s*$|\Z)", re.MULTILINE | re.DOTALL)
# First lines of blocks that are no prose: headings, lists, tables, code and so on.
NOT_PROSE = re.compile(
    r"\s*(?:[#＃>|<]|[-*+・]\s|[-*_=]{3,}\s*$|\d+[.)]\s|\[\^?[^\]]+\]:|\*\[|\t| {4}|:\s|\{:)"
)
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
LINK = re.compile(r"\[([^\[\]^][^\[\]]*)\](?:\([^)]*\)|\[[^\[\]]*\])")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
RUBY = re.compile(r"\{([^{}|]+)\|[^{}|]+\}")
BRACES = re.compile(r"\{:?\s*[#.][^{}]*\}")
TAG = re.compile(r"<(?:(https?://[^<>\s]+)|[^<>]*)>")
INLINE_MARKS = re.compile(
    r"(?<!\\)(?:\*{1,3}|`+|~~)|(?<![\w\\])_{1,3}(?=\S)|(?<=\S)(?<!\\)_{1,3}(?!\w)"
)
MARKS_IN = re.compile(r"[*`~_]")
HAS_MARKUP = re.compile(r"[\[<{\\*`~_&]")  # most Japanese text has none of these marks
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def make_excerpt(markdown: str) -> str:
    """Return the first paragraph without markup, shortened; "" where there is none."""
    text = FENCED.sub("", markdown.replace("\r\n", "\n"))
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        if NOT_PROSE.match(lines[0]) or (len(lines) > 1 and re.match(r"[-=]+\s*$", lines[1])):
            lines = _after_heading(lines)
        words = strip_markup("\n".join(lines)) if lines else ""
        if words:
            return shorten(words)
    return ""


def shorten(text: str) -> str:
    """Return a plain text of at most `MAX_SUMMARY_CHARACTERS`.

    That is the text itself, or its first sentences if they have `MIN_SENTENCE_CHARACTERS`, or its
    beginning and `…`.
    """
    if len(text) <= MAX_SUMMARY_CHARACTERS:
        return text
    end = max(text.rfind(mark, 0, MAX_SUMMARY_CHARACTERS) for mark in "。！？!?") + 1
    if end >= MIN_SENTENCE_CHARACTERS:
        return text[:end]
    end = max(text.rfind(mark, 0, MAX_SUMMARY_CHARACTERS - 1) for mark in "、，, 　") + 1
    cut = text[: end if end >= MIN_SENTENCE_CHARACTERS else MAX_SUMMARY_CHARACTERS - 1]
    return cut.rstrip("、，, 　\u200d\ufe0f") + "…"


def _after_heading(lines: list[str]) -> list[str]:
    """Return the lines of prose directly below headings; none for lists, quotations, tables."""
    if not re.match(r"\s*[#＃]", lines[0]):
        return []
    while lines and re.match(r"\s*[#＃]", lines[0]):
        lines = lines[1:]
    return [] if not lines or NOT_PROSE.match(lines[0]) else lines


def strip_markup(markdown: str) -> str:
    """Return a Markdown paragraph as plain text, without its markup and on one line."""
    if not HAS_MARKUP.search(markdown):
        return " ".join(join_lines(markdown).split() if "\n" in markdown else markdown.split())
    text = markdown
    if "[" in text:
        text = FOOTNOTE.sub("", LINK.sub(r"\1", IMAGE.sub("", text)))
    if "{" in text:
        text = BRACES.sub("", RUBY.sub(r"\1", text))
    if "<" in text:
        text = TAG.sub(r"\1", text)
    if MARKS_IN.search(text):
        text = INLINE_MARKS.sub("", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(join_lines(text).split() if "\n" in text else text.split())
