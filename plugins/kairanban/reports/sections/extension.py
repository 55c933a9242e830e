"""The Markdown extension that finds sessions, calls and voices in a report.

It runs before Python-Markdown's inline processor, so that texts are as they were typed and
attribute lists are still whole.
"""

from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from .section_parser import SectionParser

PRIORITY = 40  # after footnotes (50) are put together, before the inline processor (20)


class SectionsExtension(markdown.Extension):
    """A Python-Markdown extension that hands the parsed blocks to a report's section parser."""

    parser: SectionParser | None = None  # set for each report; None for other texts

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_SectionTreeprocessor(md, self), "kairanban-sections", PRIORITY)


class _SectionTreeprocessor(Treeprocessor):
    def __init__(self, md: markdown.Markdown, extension: SectionsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        if self.extension.parser:
            self.extension.parser.parse(root)
