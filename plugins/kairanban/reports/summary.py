"""A few plain words about a text, where its editor wrote no summary."""

import html
import re

from ..content.readers.text import join_lines

MAX_SUMMARY_CHARACTERS = 120  # characters
MIN_SENTENCE_CHARACTERS = 60  # of a summary that ends with a sentence before that
FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1\s*$|\Z)", re.MULTILINE | re.DOTALL)
NOT_PROSE = re.compile(
    r"\s*(?:[#＃>|<]|[-*+・]\s|[-*_=]{3,}\s*$|\d+[.)]\s|\[\^?[^\]]+\]:|\*\[|\t| {4}|:\s|\{:)"
)
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
LINK = re.compile(r"\[([^\[\]^][^\[\]]*)\](?:\([^)]*\)|\[[^\[\]]*\])")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
RUBY = re.compile(r"\{([^{}|]+)\|[^{}|]+\}")
BRACES = re.compile(r"\{:?\s*[#.][^{}]*\}")
TAG = re.compile(r"<(?:(https?://[^<>\s]+)|[^<>]*)>")
MARKS = re.compile(r"(?<!\\)(?:\*{1,3}|`+|~~)|(?<![\w\\])_{1,3}(?=\S)|(?<=\S)(?<!\\)_{1,3}(?!\w)")
MARKS_IN = re.compile(r"[*`~_]")
MARKED = re.compile(r"[\[<{\\*`~_&]")  # most of what people write in Japanese holds no mark
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def summarize(markdown: str) -> str:
    """The first paragraph without its markup, at most 120 characters; "" where there is none."""
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
    """The text, or its first sentences where they say enough, or its beginning and `…`."""
    if len(text) <= MAX_SUMMARY_CHARACTERS:
        return text
    end = max(text.rfind(mark, 0, MAX_SUMMARY_CHARACTERS) for mark in "。！？!?") + 1
    if end >= MIN_SENTENCE_CHARACTERS:
        return text[:end]
    end = max(text.rfind(mark, 0, MAX_SUMMARY_CHARACTERS - 1) for mark in "、，, 　") + 1
    cut = text[: end if end >= MIN_SENTENCE_CHARACTERS else MAX_SUMMARY_CHARACTERS - 1]
    return cut.rstrip("、，, 　\u200d\ufe0f") + "…"


def _after_heading(lines: list[str]) -> list[str]:
    """The prose directly below a heading line; nothing for lists, quotations, tables."""
    if not re.match(r"\s*[#＃]", lines[0]):
        return []
    while lines and re.match(r"\s*[#＃]", lines[0]):
        lines = lines[1:]
    return [] if not lines or NOT_PROSE.match(lines[0]) else lines


def strip_markup(markdown: str) -> str:
    """One paragraph without its markup, on one line."""
    if not MARKED.search(markdown):
        return " ".join(join_lines(markdown).split() if "\n" in markdown else markdown.split())
    text = markdown
    if "[" in text:
        text = FOOTNOTE.sub("", LINK.sub(r"\1", IMAGE.sub("", text)))
    if "{" in text:
        text = BRACES.sub("", RUBY.sub(r"\1", text))
    if "<" in text:
        text = TAG.sub(r"\1", text)
    if MARKS_IN.search(text):
        text = MARKS.sub("", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(join_lines(text).split() if "\n" in text else text.split())
