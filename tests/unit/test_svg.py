"""Drawings in SVG are published without what could run, call home or tell who drew them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from kairanban.content.problems import Unreadable
from kairanban.images.photos.encoding import encode_variants
from kairanban.images.photos.probe import probe

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
INKSCAPE = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Secret -->
<svg width="50mm" viewBox="0 0 100 40" xmlns="http://www.w3.org/2000/svg"
  xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
  sodipodi:docname="/home/secret/logo.svg" inkscape:export-filename="C:\\secret.png">
<sodipodi:namedview inkscape:window-x="0"/><metadata>Secret</metadata>
<style>.st0{fill:url(#g);}/* Secret */</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
<a xlink:href="https://secret.example/"><rect class="st0" width="100" height="40"/></a>
<use xlink:href="#g"/><rect data-name="Secret" style="fill:#0f0" onsecret="" width="1" height="1"/>
<text>み<tspan>な</tspan>と<!-- Secret -->！</text>
</svg>
"""


def published(tmp_path: Path, text: str) -> str:
    file = tmp_path / "logo.svg"
    file.write_text(text, "utf-8")
    ((_, data),) = encode_variants(file, probe(file))
    return data.decode("utf-8")


def test_a_drawing_keeps_what_is_seen_and_nothing_else(tmp_path: Path) -> None:
    made = published(tmp_path, INKSCAPE.replace(' onsecret=""', ""))
    for trace in ("secret", "Secret", "inkscape", "sodipodi", "<!--", "https:"):
        assert trace not in made.replace("http://www.w3.org/2000/svg", "")
    root = ET.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert [element.tag.removeprefix(space) for element in root.iter()] == [
        *("svg", "style", "defs", "linearGradient", "stop", "g", "rect", "use", "rect"),
        *("text", "tspan"),
    ]
    assert root.attrib == {"width": "189", "height": "76", "viewBox": "0 0 100 40"}
    assert [use.get("href") for use in root.iter(f"{space}use")] == ["#g"]
    assert "".join(root.find(f"{space}text").itertext()) == "みなと！"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>alert(1)</script>", "unsafe-svg"),
        ('<script xlink:href="x.js"/>', "unsafe-svg"),
        ('<rect onload="alert(1)"/>', "unsafe-svg"),
        ('<rect ONCLICK="alert(1)"/>', "unsafe-svg"),
        ('<g><a><rect onmouseover="alert(1)"/></a></g>', "unsafe-svg"),
        ("<foreignObject><p>x</p></foreignObject>", "unsafe-svg"),
        ('<image href="data:image/jpeg;base64,AAAA"/>', "unsafe-svg"),
        ('<filter><feImage href="#a"/></filter>', "unsafe-svg"),
        ('<use href="https://x.example/a.svg#b"/>', "outward-svg"),
        ('<use xlink:href="other.svg#b"/>', "outward-svg"),
        ('<use href="javascript:alert(1)"/>', "outward-svg"),
        ('<rect fill="url(https://x.example/a#b)"/>', "outward-svg"),
        ("<rect style=\"fill:URL( 'https://x.example/a' )\"/>", "outward-svg"),
        ("<style>@import url(x.css);</style>", "outward-svg"),
        ("<style>@im/**/port 'x.css'; rect{fill:u\\72l(x)}</style>", "outward-svg"),
        ("<style>rect{fill:url(//x.example/)}</style>", "outward-svg"),
        ("<rect>", "broken-picture"),
        ("<g>" * 200 + "</g>" * 200, "broken-picture"),
        ("<desc>" + "x" * 1_000_001 + "</desc>", "huge-svg"),
    ],
)
def test_what_could_run_or_call_is_refused(tmp_path: Path, inside: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        published(tmp_path, f'{OPEN} viewBox="0 0 9 9">{inside}</svg>')
    assert caught.value.code == code


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(Unreadable, match="unsafe-svg"):
        published(tmp_path, f"{bomb}{OPEN}><text>&b;</text></svg>")


@pytest.mark.parametrize(
    "inside",
    [
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="https://x.example/"/>',
        '<handler type="text/javascript">alert(1)</handler>',
    ],
)
def test_what_no_drawing_needs_is_left_out(tmp_path: Path, inside: str) -> None:
    made = published(tmp_path, f'{OPEN} viewBox="0 0 9 9"><rect/>{inside}</svg>')
    assert "alert" not in made
    assert "x.example" not in made
    assert "<rect" in made


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 300 120"', (300, 120)),
        ('viewBox="0,0,300,120" width="150"', (150, 60)),
        ('viewBox="0 0 300 120" height="1in"', (240, 96)),
        ('width="64px" height="32"', (64, 32)),
        ('viewBox="0 0 300 120" width="100%" height="100%"', (300, 120)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ("", (300, 150)),
        ('width="0" height="0"', (300, 150)),
    ],
)
def test_a_drawing_has_a_size(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    (tmp_path / "a.svg").write_text(f"{OPEN}{attributes}><rect/></svg>", "utf-8")
    assert probe(tmp_path / "a.svg")[1:3] == size
    assert "viewBox" in published(tmp_path, f"{OPEN}{attributes}><rect/></svg>")
