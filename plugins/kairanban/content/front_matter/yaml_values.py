"""Parsing of the values that need YAML: lists, maps, quoted strings and block text.

People type `- 報告: 前半`, `- @会場` or `氏名：赤木`, which YAML reads as something else or not at
all. So the texts inside are quoted first, and only then does YAML parse the structure. It is
loaded with `BaseLoader` through `yaml.compose`: no types are guessed, and every node has its line.
"""

import json
import re

import yaml
from msgspec.structs import replace

from ..problems import Unreadable
from ..readers.text import join_lines
from .keys import NESTED_KEYS, fold_key
from .nodes import ListNode, MapNode, Node, Scalar

ITEM = re.compile(r"^(\s*)[-・]\s*(.*)$")
PAIR = re.compile(r"^([^:：\"'{\[]{1,20}?)\s*[:：]\s*(.*)$")
QUOTED = re.compile(r"""^(".*"|'.*')$""", re.DOTALL)
# Characters that no page, feed or calendar can hold; a quoted string may hold them as escapes.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MAX_BRACKETS = 50  # more nesting than anybody needs, and less than Python's stack allows


def parse_line_value(text: str, line: int) -> Node:
    """Parse a value on one line: text, unless all of it is one list, map or quoted string."""
    if not _is_yaml_like(text):
        return Scalar(text, line)
    try:
        node = _parse_yaml(text, line)
    except Unreadable:
        return Scalar(text, line)  # `[重要] 場所変更 [追記]`, `"a"と"b"`
    return node if isinstance(node, Scalar) else replace(node, source=text)


def parse_block_value(first: str, below: list[str], line: int) -> Node:
    """Parse a value that goes on below its key.

    `first` is the text on the key's own line, `line` that line's number (1-based), and `below`
    the lines that follow. A value that looks like a list or a map but cannot be read as one
    becomes a `Scalar` with `broken`.
    """
    below = [_normalize_indent(text) for text in below]
    if re.fullmatch(r"[|>][-+0-9]*", first):
        return Scalar(_block_text(first, below), line)
    text = _block_text("|", below)
    if first:
        return Scalar(f"{first}\n{text}", line)
    head = text.split("\n")[0]
    if not ITEM.match(head) and not _is_pair(head):
        return Scalar(text, line)
    try:
        node = _parse_yaml("\n".join(_quoted_line(each) for each in below), line + 1)
    except Unreadable as fault:
        return Scalar(text, line, broken=fault.line)
    return node if isinstance(node, Scalar) else replace(node, source=text)


def _is_yaml_like(text: str) -> bool:
    brackets = (text[0] == "[" and text[-1] == "]") or (text[0] == "{" and text[-1] == "}")
    return brackets or bool(QUOTED.match(text))


def _normalize_indent(text: str) -> str:
    """Return a line with tabs and full-width spaces of its indentation as spaces, as in YAML."""
    stripped = text.lstrip("\t 　")
    indent = text[: len(text) - len(stripped)]
    return indent.replace("\t", "    ").replace("　", "  ") + stripped.rstrip()


def _block_text(style: str, below: list[str]) -> str:
    """Return the text below `|` or `>`, without the indentation of its first line."""
    first = next((text for text in below if text.strip()), "")
    indent = len(first) - len(first.lstrip())
    lines = [text[min(indent, len(text) - len(text.lstrip())) :] for text in below]
    if style[0] == "|":
        return "\n".join(lines).strip("\n")
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    return "\n\n".join(join_lines(paragraph) for paragraph in paragraphs)


def _is_pair(text: str) -> bool:
    found = PAIR.match(text)
    return found is not None and fold_key(found[1]) in NESTED_KEYS


def _quoted_line(text: str) -> str:
    """Return one line of a list or map with its text quoted, so that YAML takes it literally."""
    item = ITEM.match(text)
    start = text[: len(text) - len(text.lstrip())]
    indent, rest = (item[1] + "- ", item[2]) if item else (start, text.strip())
    if not rest:
        return indent.rstrip() if item else ""
    found = PAIR.match(rest)
    # Below an item's first line even an unknown key counts as one, so that it can be reported.
    below = not item and found is not None and not found[2].startswith("//")
    if found and (below or _is_pair(rest)):
        return f"{indent}{json.dumps(found[1], ensure_ascii=False)}: {_quoted(found[2])}"
    return indent + _quoted(rest)


def _quoted(text: str) -> str:
    text = text.strip()
    if not text or _is_yaml_like(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _parse_yaml(text: str, line: int) -> Node:
    """Parse a YAML text whose first line is the file's `line`; raise `Unreadable` if broken."""
    if sum(text.count(c) for c in "[{") > MAX_BRACKETS:
        raise Unreadable("unreadable-value", line=line)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Unreadable("unreadable-value", line=line + (mark.line if mark else 0)) from None
    except yaml.YAMLError:
        raise Unreadable("unreadable-value", line=line) from None
    return _convert_node(node, line, set())


def _convert_node(node: yaml.Node | None, line: int, seen: set[int]) -> Node:
    """Convert PyYAML's node; raise `Unreadable` for an alias, which nobody means to write."""
    if node is None or id(node) in seen:
        raise Unreadable("unreadable-value", line=line)
    seen.add(id(node))
    own = line + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        if CONTROL.search(node.value):
            raise Unreadable("unreadable-value", line=own)
        return Scalar(node.value.strip(), own)
    if isinstance(node, yaml.SequenceNode):
        return ListNode(tuple(_convert_node(child, line, seen) for child in node.value), own)
    pairs = []
    for key, value in node.value:
        name = _convert_node(key, line, seen)
        if not isinstance(name, Scalar):
            raise Unreadable("unreadable-value", line=own)
        pairs.append((name, _convert_node(value, line, seen)))
    return MapNode(tuple(pairs), own)
