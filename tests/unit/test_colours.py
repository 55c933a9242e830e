"""The theme's colours: every pair that meets on a page can be read, in light and in dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "theme" / "static" / "kairanban.css"
TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
PLAIN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")

# What is written, and on what: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "green") for ground in ("paper", "sheet", "tint")),
    *(("seal", ground) for ground in ("paper", "sheet", "tint")),
    ("on-band", "band"),
    ("on-green", "green"),
    ("on-seal", "seal"),
    ("saturday", "sheet"),
    ("ink", "marker"),
]
# Lines that tell something: focus, borders of fields and seals, at least 3 to 1 (1.4.11).
LINES = [
    *(("seal", ground) for ground in ("paper", "sheet", "tint")),
    *(("green", ground) for ground in ("paper", "sheet", "tint")),
    ("on-band", "band"),
    ("soft", "sheet"),
]


def schemes() -> dict[str, dict[str, str]]:
    found = TOKEN.findall(CSS.read_text("utf-8"))
    return {
        "light": {name: light for name, light, _ in found},
        "dark": {name: dark for name, _, dark in found},
    }


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1. Source: WCAG 2.2, its definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Between 1 and 21. Source: WCAG 2.2, its definition."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_can_be_read(scheme: str) -> None:
    colours = schemes()[scheme]
    pairs = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_that_tell_something_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    pairs = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in LINES}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < 3} == {}


def test_every_colour_is_a_token() -> None:
    css = CSS.read_text("utf-8")
    outside = css.split("@media print")[0].replace("light-dark(#000, #fff)", "")
    for pattern in (TOKEN, PLAIN):
        outside = pattern.sub("", outside)
    assert COLOUR.findall(outside) == []


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    css = CSS.read_text("utf-8")
    block = css.split("@supports not (color: light-dark(#000, #fff))")[1].split("}\n}")[0]
    assert dict(PLAIN.findall(block)) == schemes()["light"]
