"""Spares Python-Markdown the search for marks that a text does not hold.

It tries each of its patterns on each text, and each of its kinds of blocks on each block; most
of what people write in Japanese is plain paragraphs with hardly a mark in them. Measured: two
fifths of the time that Markdown takes.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.extra import extensions as extra
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

# What the patterns of these extensions, of Markdown itself, and of ours begin with.
KNOWN_EXTENSIONS = frozenset({*extra, "sane_lists", "toc", "admonition"})
MARK = re.compile(r"[\\`*_\[<&{]|  \n")
# Inline patterns by name, and the mark without which they find nothing; others are always tried.
MARKS: Mapping[str, str] = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "short_reference": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "html": "<",
    "linebreak": "  \n",
    "entity": "&",
    "kairanban-ruby": "{",
}
# Lines that begin so may be more than a paragraph, and so may what holds a cell's border.
SPECIAL = re.compile(r"^[\s\d#=*_+>\[:!<&\x02-]|\|", re.MULTILINE)


def add_fast_path(md: Markdown, extensions: Iterable[object]) -> None:
    """Registers the shortcuts, unless an extension may have marks of its own."""
    if KNOWN_EXTENSIONS.issuperset(extensions):
        before_inline, before_all = 25, 200
        md.treeprocessors.register(_PlainText(md), "unmarked", before_inline)
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain", before_all)


class _PlainParagraph(BlockProcessor):
    """Makes paragraphs of blocks in which no line begins with a mark."""

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return bool(block) and not SPECIAL.search(block) and not self.parser.state.isstate("list")

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)


class _PlainText(Treeprocessor):
    """Makes texts without marks atomic, which is Python-Markdown's word for done with, and leaves
    the inline processor only those patterns whose mark is somewhere in the text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        inline = md.treeprocessors["inline"]
        assert isinstance(inline, InlineProcessor)
        self.inline = inline
        marks = {
            md.inlinePatterns[name]: mark
            for name, mark in MARKS.items()
            if name in md.inlinePatterns
        }
        self.patterns = [(pattern, marks.get(pattern, "")) for pattern in md.inlinePatterns]

    def run(self, root: Element) -> None:
        # Abbreviations are looked for later, in texts without marks as well.
        short = any(isinstance(p, AbbrTreeprocessor) and p.abbrs for p in self.md.treeprocessors)
        marked: list[str] = []
        for element in root.iter():
            if text := element.text:
                if MARK.search(text):
                    marked.append(text)
                elif not short:
                    element.text = AtomicString(text)
            if tail := element.tail:
                if MARK.search(tail):
                    marked.append(tail)
                elif not short:
                    element.tail = AtomicString(tail)
        every = "\n".join(marked)
        chosen = [pattern for pattern, mark in self.patterns if mark in every]
        # The inline processor only counts these and takes them by number.
        self.inline.inlinePatterns = chosen  # type: ignore[assignment]
