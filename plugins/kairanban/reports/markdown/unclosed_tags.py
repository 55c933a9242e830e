"""Tags that hide all that follows them where nothing ends them.

A bare one is spoken of: 「HTMLの<style>タグ」. One with attributes was copied; it is ended at once.
"""

import re
from collections.abc import Iterator

import markdown
from markdown.preprocessors import Preprocessor

PRIORITY = 22  # after fenced code (25) is out of the text, before raw HTML (20) is
# Elements whose content is no prose, for browsers or for the sanitizer.
HIDING = re.compile(
    r"<(?P<name>script|style|iframe|object|template|noscript|svg|math|title|textarea|xmp|plaintext"
    r"|noembed|noframes)(?P<rest>[\s/][^<>]*)?>",
    re.IGNORECASE,
)
CODE = re.compile(r"(?P<marks>`+)(?!`).*?(?<!`)(?P=marks)(?!`)")
INDENTED = ("    ", "\t")  # perhaps code


class UnclosedTags(markdown.Extension):
    """The extension for Python-Markdown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
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
    """The names of elements that nothing ends after they began for the last time."""
    lowered = text.lower()
    begun = {found["name"]: found.end() for found in HIDING.finditer(lowered)}
    yield from (name for name, at in begun.items() if f"</{name}" not in lowered[at:])


def _written(line: str, names: set[str]) -> Iterator[str]:
    """A line whose tags of these names hide nothing; code stays as it is."""
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
