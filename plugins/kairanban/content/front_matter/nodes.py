"""The nodes of a header's values before validation: text, lists, maps."""

from msgspec import Struct


class Scalar(Struct, frozen=True):
    """A text as typed, without surrounding white space; `line` is the file's, 1-based.

    `broken` is the line at which a text that looks like a list or a map cannot be read as one.
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
    """A map of keys, as typed, to values. `source` is as in `ListNode`."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    source: str = ""


Node = Scalar | ListNode | MapNode


class HeaderEntry(Struct, frozen=True):
    """One field of a header: its key as typed, the key's line (1-based), its value and its file."""

    key: str
    line: int
    value: Node
    path: str  # of the file, relative to the content folder, with `/`
