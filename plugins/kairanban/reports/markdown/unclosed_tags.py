"""Repair of unclosed tags that would hide all text after them.

A bare one is mentioned in prose (「HTMLの<style>タグ」) and is escaped. One with attributes was
copied; it is closed at once.
"""

import re
from collections.abc import Iterator

import markdown
from markdown.preprocessors import Preprocessor

PRIORITY = 22  # after fenced code (25) is taken out of the text, before raw HTML (20) is
# Opening tags of elements whose content is no prose, for browsers or for the sanitizer.
HIDING = re.compile(
    r"<(?P<name>script|style|iframe|object|template|noscript|svg|math|title|textarea|xmp|plaintext"
    r"|noembed|noframes)(?P<rest>[\s/][^<>]*)?>",
    re.IGNORECASE,
)
CODE = re.compile(r"(?P<marks>`+)(?!`).*?(?<!`)(?P=marks)(?!`)")
INDENTED = ("    ", "\t")  # beginnings of lines that may be code


class UnclosedTags(markdown.Extension):
    """A Python-Markdown extension that escapes or closes tags that hide the text after them."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the preprocessor."""
        md.preprocessors.register(_UnclosedTagsPreprocessor(md), "kairanban-mentioned", PRIORITY)


class _UnclosedTagsPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not HIDING.search(text):
            return lines
        open_ones = set(_open(text))
        return [
            line if line.startswith(INDENTED) else "".join(_written(line, open_ones))
            for line in lines
        ]


def _open(text: str) -> Iterator[str]:
    """Yield the names, in lower case, of elements that are not closed after they last begin."""
    lowered = text.lower()
    begun = {found["name"]: found.end() for found in HIDING.finditer(lowered)}
    yield from (name for name, at in begun.items() if f"</{name}" not in lowered[at:])


def _written(line: str, names: set[str]) -> Iterator[str]:
    """Yield the pieces of a line whose tags of these names hide nothing; code stays as it is."""
    at = 0
    for code in CODE.finditer(line):
        yield _showing(line[at : code.start()], names)
        yield code[0]
        at = code.end()
    yield _showing(line[at:], names)


def _showing(text: str, names: set[str]) -> str:
    def written(tag: re.Match[str]) -> str:
        name = tag["name"]
        if name.lower() not in names:
            return tag[0]
        return f"{tag[0]}</{name}>" if tag["rest"] else f"&lt;{name}&gt;"

    return HIDING.sub(written, text)
