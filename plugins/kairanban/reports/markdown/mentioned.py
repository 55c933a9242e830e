"""Tags that a text speaks of: 「HTMLの<style>タグ」. Such a tag hides all that follows it."""

import re
from collections.abc import Iterator

import markdown
from markdown.preprocessors import Preprocessor

PRIORITY = 22  # after fenced code (25) is out of the text, before raw HTML (20) is
# Elements whose content is no prose, for browsers or for the sanitizer, without attributes.
HIDING = re.compile(
    r"<(?P<name>script|style|iframe|object|template|noscript|svg|math|title|textarea|xmp|plaintext"
    r"|noembed|noframes)>",
    re.IGNORECASE,
)
CODE = re.compile(r"(?P<marks>`+)(?!`).*?(?<!`)(?P=marks)(?!`)")
INDENTED = ("    ", "\t")  # perhaps code


class Mentioned(markdown.Extension):
    """The extension for Python-Markdown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.register(_Tags(md), "kairanban-mentioned", PRIORITY)


class _Tags(Preprocessor):
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
    """A line whose tags of these names are words; code stays as it is."""
    at = 0
    for code in CODE.finditer(line):
        yield _as_words(line[at : code.start()], names)
        yield code[0]
        at = code.end()
    yield _as_words(line[at:], names)


def _as_words(text: str, names: set[str]) -> str:
    return HIDING.sub(
        lambda tag: f"&lt;{tag['name']}&gt;" if tag["name"].lower() in names else tag[0], text
    )
