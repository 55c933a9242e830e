"""QR codes, drawn and read again by a reader of somebody else's."""

import re

import pytest
import zxingcpp
from kairanban.site.format.qr import qr_code
from PIL import Image, ImageDraw

SCALE = 4  # pixels for a module


def read(svg: str) -> tuple[str, str]:
    """What a drawn code says, and how much of it may be lost: L, M, Q or H."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found
    side = int(found[1])
    drawn = Image.new("1", (side * SCALE, side * SCALE), 1)
    draw = ImageDraw.Draw(drawn)
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        left, top = int(x) * SCALE, int(y) * SCALE
        draw.rectangle((left, top, left + int(run) * SCALE - 1, top + SCALE - 1), fill=0)
    (code,) = zxingcpp.read_barcodes(drawn.convert("L"))
    return code.text, str(code.ec_level)


@pytest.mark.parametrize("slug", ["a", "2026-12-17-johokokankai", "kai-" * 40])
def test_a_code_says_the_address(slug: str) -> None:
    address = f"https://socialhub.example.org/events/{slug}/"
    text, level = read(qr_code(address, "QRコード"))
    assert text == address
    assert level in {"M", "Q", "H"}


def test_codes_of_all_lengths_can_be_read_whatever_their_mask() -> None:
    for length in range(1, 200, 7):
        address = "https://example.org/" + "abcdefghij0123456789-"[length % 20] * length
        assert read(qr_code(address, ""))[0] == address


def test_a_code_is_told_to_those_who_do_not_see_it() -> None:
    assert 'role="img" aria-label="&lt;x&gt;"' in qr_code("https://example.org/", "<x>")
