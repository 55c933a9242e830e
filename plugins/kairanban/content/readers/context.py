"""The context of readers (zone, year, directories), and helpers that read nodes as text."""

from msgspec import Struct, field
from pydantic import ValidationInfo

from ..folder.name_matching import Directory
from ..front_matter.nodes import ListNode, MapNode, Node, Scalar
from ..problems import Unreadable


class ReadContext(Struct, kw_only=True):
    """The context in which one file is read.

    `zone` is the IANA name of the site's zone; `year` is the one that the slug begins with, or
    None. `warnings` collects what is doubtful in the file, each with the field's name.
    """

    zone: str
    year: int | None = None
    organizations: Directory = field(default_factory=Directory)
    venues: Directory = field(default_factory=Directory)
    series: Directory = field(default_factory=Directory)
    warnings: list[tuple[str, Unreadable]] = field(default_factory=list)


def read_context(info: ValidationInfo) -> ReadContext:
    """Return the `ReadContext` that pydantic was given as its context."""
    assert isinstance(info.context, ReadContext)
    return info.context


def warn(info: ValidationInfo, fault: Unreadable) -> None:
    """Record a warning about the field that is being read."""
    read_context(info).warnings.append((info.field_name or "", fault))


def zone_of(info: ValidationInfo) -> str:
    """Return the IANA name of the zone of the file's times: its `timezone`, else the site's."""
    return str(info.data.get("timezone") or read_context(info).zone)


def text_of(node: object) -> str:
    """Return a value as text, with its line breaks.

    A flow list or map on one line is its source text. Raises `Unreadable` for other lists and maps.
    """
    assert isinstance(node, Scalar | ListNode | MapNode)
    if isinstance(node, Scalar):
        return node.text
    if node.source and "\n" not in node.source and node.source[0] in "[{":
        return node.source  # `[重要]`
    raise Unreadable("not-text", line=node.line)


def items_of(node: object) -> tuple[Node, ...]:
    """Return the items of a value: of a YAML list, or each line of a text; a map is one item.

    Empty items are left out. Raises `Unreadable` for a text that is a broken list or map.
    """
    assert isinstance(node, Scalar | ListNode | MapNode)
    if isinstance(node, ListNode):
        return tuple(item for item in node.items if getattr(item, "text", None) != "")
    if isinstance(node, MapNode):
        return (node,)
    if node.broken:
        raise Unreadable("unreadable-value", line=node.broken)
    lines = [(node.line + i, line.strip()) for i, line in enumerate(node.text.split("\n"))]
    return tuple(Scalar(text, line) for line, text in lines if text)
