"""Linting of attribute lists that have no effect: a call's outside of calls, unclosed ones."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ...content.problems import Unreadable
from ..calls.attributes import KEYS
from ..sections.placeholders import PLACEHOLDER, STRAY

# Beginnings of attribute lists; `{filename}` and rubies are none.
BRACES = re.compile(r"[{｛](?:[:：]|[^{}｛｝|\n]*[=＝])")
CODE = re.compile(r"`[^`]*`")
LIST = re.compile(r"[{｛][:：]?(?P<words>[^{}｛｝|\n]*)[}｝]")
CALLS = re.compile(rf"(?:^|\s)(?:{'|'.join(KEYS)})[ 　]*[=＝]")
UNCLOSED = re.compile(r"[{｛][:：][ 　]*[#＃.\w][^{}｛｝]*$")


def find_stray_attributes(blocks: Iterable[Element]) -> Iterator[tuple[Unreadable, str]]:
    """Yield a warning for each attribute list without effect, with its line as typed.

    The blocks are those of a parsed body before Python-Markdown's inline processor runs.
    """
    for block in blocks:
        for words, is_call in _texts(block, is_call=False):
            if "{" not in words and "｛" not in words:
                continue
            for line in STRAY.sub("", PLACEHOLDER.sub("", words)).split("\n"):
                bare = CODE.sub("", line)
                if any(CALLS.search(found["words"]) for found in LIST.finditer(bare)):
                    yield Unreadable("stray-attributes"), line
                elif not is_call and UNCLOSED.search(bare):  # in a call it is a problem already
                    yield Unreadable("unclosed-attributes", suggestion="{: … }"), line


def _texts(element: Element, *, is_call: bool) -> Iterator[tuple[str, bool]]:
    inside = is_call or element.get("class") == "call"
    if element.text:
        yield element.text, inside
    for child in element:
        yield from _texts(child, is_call=inside)
        if child.tail:
            yield child.tail, inside
