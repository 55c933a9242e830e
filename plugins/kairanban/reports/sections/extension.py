"""The Markdown extension that finds sessions, calls and voices in a report.

It runs before Python-Markdown looks into the blocks, so that texts are as they were typed and
lists of attributes are still whole.
"""

from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from .section_parser import SectionParser

PRIORITY = 40  # after footnotes (50) are put together, before inline marks (20) are read


class SectionsExtension(markdown.Extension):
    """The extension for Python-Markdown; `parser` is set for each report."""

    parser: SectionParser | None = None

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Walk(md, self), "kairanban-sections", PRIORITY)


class _Walk(Treeprocessor):
    def __init__(self, md: markdown.Markdown, extension: SectionsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        if self.extension.parser:
            self.extension.parser.parse(root)
