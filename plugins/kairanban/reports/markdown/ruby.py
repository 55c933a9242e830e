"""Ruby syntax: `{漢字|かんじ}`, or one reading for each character, `{漢字|かん|じ}`."""

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

RUBY = r"\{(?P<base>[^{}|\n]+)\|(?P<readings>[^{}\n]+)\}"
PRIORITY = 65  # after links and code; before emphasis


class Rubies(markdown.Extension):
    """A Python-Markdown extension for rubies."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the inline pattern."""
        md.inlinePatterns.register(_Ruby(RUBY, md), "kairanban-ruby", PRIORITY)


class _Ruby(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        base, readings = m["base"], m["readings"].split("|")
        ruby = Element("ruby")
        parts = list(base) if len(readings) == len(base) else [base]
        shown_readings = readings if len(parts) > 1 else ["".join(readings)]
        for part, reading in zip(parts, shown_readings, strict=True):
            _part(ruby, part, reading)
        return ruby, m.start(), m.end()


def _part(ruby: Element, base: str, reading: str) -> None:
    """Append a base text and its reading, in parentheses (`<rp>`) where rubies are not shown."""
    if len(ruby):
        ruby[-1].tail = AtomicString(base)
    else:
        ruby.text = AtomicString(base)
    for tag, words in (("rp", "（"), ("rt", reading), ("rp", "）")):
        SubElement(ruby, tag).text = AtomicString(words)
