"""Sanitizing of SVG drawings, which are rebuilt from elements known to be harmless.

An SVG is a document: opened by itself it may run scripts, load from other servers, and reveal who
drew it on which computer. A drawing that would look different without such parts is refused; parts
that nobody sees (metadata, comments, data of drawing programs) are left out. Source: SVG 2.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ...content.problems import Unreadable

SVG, XLINK, XML = (
    f"{{http://www.w3.org/{name}}}" for name in ("2000/svg", "1999/xlink", "XML/1998/namespace")
)
MAX_BYTES = 1_000_000  # bytes; a larger drawing is a traced photo
MAX_DEPTH = 100  # elements inside one another
ALLOWED_ELEMENTS = frozenset(
    "svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan "
    "textPath title desc style linearGradient radialGradient stop clipPath mask pattern marker "
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB "
    "feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence".split()
)
# Elements without which a drawing would look different -> the names that people know.
FORBIDDEN_ELEMENTS = {
    "script": "スクリプト",
    "foreignObject": "HTML",
    "image": "写真などの画像",
    "feImage": "写真などの画像",
}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
EXTERNAL_REFERENCE = re.compile(
    r"@import|javascript:|expression\(|\\|url\(\s*[\"']?(?!\s*#)", re.IGNORECASE
)
LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
# CSS pixels by unit.
PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
DEFAULT_SIZE = (300.0, 150.0)  # CSS pixels, of a drawing without a size (CSS 2, 10.3.2)


def svg_size(data: bytes, name: str) -> tuple[int, int]:
    """Return a drawing's width and height in whole CSS pixels, at least 1.

    `name` is the file's name for problems. Raises `Unreadable` for one that may not be published.
    """
    root = _sanitized(data, name)
    return int(root.attrib["width"]), int(root.attrib["height"])


def clean_svg(data: bytes, name: str) -> bytes:
    """Return the sanitized drawing in ASCII, with other characters as references.

    Raises `Unreadable` for one that may not be published.
    """
    return ET.tostring(_sanitized(data, name))


def _sanitized(data: bytes, name: str) -> ET.Element:
    if len(data) > MAX_BYTES:
        raise Unreadable("huge-svg", file=name)
    if b"<!ENTITY" in data:
        raise Unreadable("unsafe-svg", file=name, what="ENTITY")
    try:
        given = ET.fromstring(data)  # noqa: S314 - no entities in it
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable("broken-picture", file=name) from error
    if given.tag != f"{SVG}svg":
        raise Unreadable("broken-picture", file=name)
    root = ET.Element("svg", {"xmlns": SVG[1:-1], **_attributes(given, name)})
    root.text = given.text
    _fill(root, given, name, 0)
    width, height = _size(root.attrib)
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    root.attrib["width"], root.attrib["height"] = (
        str(max(1, round(side))) for side in (width, height)
    )
    return root


def _fill(made: ET.Element, given: ET.Element, name: str, depth: int) -> None:
    """Copy the allowed content of an element.

    Raises `Unreadable` for forbidden content, or for more than `MAX_DEPTH` levels.
    """
    if depth > MAX_DEPTH:
        raise Unreadable("broken-picture", file=name)
    for child in given:
        kind = _local(child.tag)
        if kind in FORBIDDEN_ELEMENTS:
            raise Unreadable("unsafe-svg", file=name, what=FORBIDDEN_ELEMENTS[kind])
        shape = "g" if kind == "a" else kind  # links do not work in a picture
        if shape == "g" or shape in ALLOWED_ELEMENTS:
            copy = ET.SubElement(made, shape, dict(_attributes(child, name)))
            copy.text = _text(child, name)
            _fill(copy, child, name, depth + 1)
            copy.tail = child.tail
        elif child.tail and child.tail.strip():
            _add_text(made, child.tail)


def _attributes(given: ET.Element, name: str) -> dict[str, str]:
    return dict(_allowed_attributes(given, name))


def _allowed_attributes(given: ET.Element, name: str) -> Iterator[tuple[str, str]]:
    for key, value in given.attrib.items():
        short = key.removeprefix(XLINK)
        if key.startswith(XML) and key != f"{XML}base":
            yield f"xml:{key.removeprefix(XML)}", value
        elif short == "href":
            if given.tag == f"{SVG}a":
                continue
            if not value.startswith("#"):
                raise Unreadable("outward-svg", file=name, target=value[:60])
            yield "href", value
        elif "{" in key or key.startswith("data-"):
            continue
        elif key.lower().startswith("on"):
            raise Unreadable("unsafe-svg", file=name, what=FORBIDDEN_ELEMENTS["script"])
        else:
            _require_inward(value, name)
            yield key, value


def _text(given: ET.Element, name: str) -> str | None:
    if _local(given.tag) != "style":
        return given.text
    rules = COMMENT.sub("", given.text or "")
    _require_inward(rules, name)
    return rules


def _require_inward(value: str, name: str) -> None:
    if found := EXTERNAL_REFERENCE.search(value):
        raise Unreadable("outward-svg", file=name, target=value[found.start() :][:60])


def _add_text(made: ET.Element, text: str) -> None:
    last = made[-1] if len(made) else None
    if last is None:
        made.text = (made.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _local(tag: object) -> str:
    """Return the local name of an SVG element; "" for other namespaces, comments and so on."""
    return tag.removeprefix(SVG) if isinstance(tag, str) and tag.startswith(SVG) else ""


def _size(given: dict[str, str]) -> tuple[float, float]:
    """Return width and height in CSS pixels by the root's attributes, or by its `viewBox`."""
    box = [float(n) for n in re.findall(r"-?\d*\.?\d+(?:e[+-]?\d+)?", given.get("viewBox", ""))]
    wide, high = (box[2], box[3]) if len(box) == 4 and box[2] > 0 < box[3] else DEFAULT_SIZE
    width, height = (_pixels(given.get(key, "")) for key in ("width", "height"))
    if width and height:
        return width, height
    if width:
        return width, width * high / wide
    return (height * wide / high, height) if height else (wide, high)


def _pixels(length: str) -> float | None:
    found = LENGTH.fullmatch(length)
    return float(found[1]) * PIXELS[(found[2] or "px").lower()] if found else None
