"""What readers of values know besides the value: the site's zone, the file's year, the names."""

from msgspec import Struct, field
from pydantic import ValidationInfo

from ..folder.name_matching import Directory
from ..front_matter.nodes import ListNode, MapNode, Node, Scalar
from ..problems import Unreadable


class ReadContext(Struct, kw_only=True):
    """The circumstances of reading one file; `warnings` collects what is doubtful in it.

    `year` is the one that the slug begins with. Each warning comes with the field's name.
    """

    zone: str
    year: int | None = None
    organizations: Directory = field(default_factory=Directory)
    venues: Directory = field(default_factory=Directory)
    series: Directory = field(default_factory=Directory)
    warnings: list[tuple[str, Unreadable]] = field(default_factory=list)


def read_context(info: ValidationInfo) -> ReadContext:
    """The circumstances handed to pydantic as its context."""
    assert isinstance(info.context, ReadContext)
    return info.context


def warn(info: ValidationInfo, fault: Unreadable) -> None:
    """Records something doubtful about the field being read."""
    read_context(info).warnings.append((info.field_name or "", fault))


def zone_of(info: ValidationInfo) -> str:
    """The zone in which the file's times are written."""
    return str(info.data.get("timezone") or read_context(info).zone)


def text_of(node: object) -> str:
    """A value as text, line ends kept; `Unreadable` for a list or a map."""
    assert isinstance(node, Scalar | ListNode | MapNode)
    if isinstance(node, Scalar):
        return node.text
    if node.source and "\n" not in node.source and node.source[0] in "[{":
        return node.source  # `[重要]`
    raise Unreadable("not-text", line=node.line)


def items_of(node: object) -> tuple[Node, ...]:
    """A value as list: of YAML, or lines, each as one item; a single value is a list of one.

    An item left empty is absent.
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
