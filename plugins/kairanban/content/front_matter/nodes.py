"""What a header's values are made of before anybody knows their meaning: text, lists, maps."""

from msgspec import Struct


class Scalar(Struct, frozen=True):
    """Text, as typed, without the white space around it; `line` is the file's, 1-based.

    `broken` is the line where a text that looks like a list or a map cannot be read as one.
    """

    text: str
    line: int
    broken: int | None = None


class ListNode(Struct, frozen=True):
    """A list. `source` is its text as typed, for fields that want text (`[重要]`)."""

    items: tuple["Node", ...]
    line: int
    source: str = ""


class MapNode(Struct, frozen=True):
    """A map of keys, as typed, to values. `source` as for `ListNode`."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    source: str = ""


Node = Scalar | ListNode | MapNode


class HeaderEntry(Struct, frozen=True):
    """One field of a header: the key as typed, its line and its file, and its value."""

    key: str
    line: int
    value: Node
    path: str  # of the file, relative to the content folder
