"""Takes the pictures in docs/images/: `invoke screenshots`, or `python tests/looks/screenshots.py`.

Builds the first site as it was on a fixed day, so that a picture changes only when the look does.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from conftest import NOW, ROOT, run_build
from serving import served

IMAGES = ROOT / "docs" / "images"
PAGES = {
    "home": "",
    "event": "events/2026-12-17-johokokankai/",
    "report": "reports/2023-12-21-johokokankai/",
    "calls": "calls/",
    "month": "events/2026/12/",
    "search": "search/?q=パソコン",
    "organization": "organizations/tohoku-saisei/",
}
FLYER = "events/2026-12-17-johokokankai/flyer/"
DESK, PHONE = (1280, 960), (390, 844)  # CSS pixels
PAPER, MARGIN = (794, 1123), 49  # A4, and the 13 mm of flyer.css
COLOURS = 192  # flat colours and smoothed letters need no more, photos little


class Shot(NamedTuple):
    """One picture: its name without `.png`, what it shows, and how."""

    name: str
    path: str
    size: tuple[int, int] = DESK
    dark: bool = False
    printed: bool = False


def shots() -> Iterator[Shot]:
    """All pictures."""
    for name, path in PAGES.items():
        yield Shot(name, path)
        yield Shot(f"{name}-phone", path, PHONE)
    yield Shot("home-dark", "", dark=True)
    yield Shot("report-dark", PAGES["report"], PHONE, dark=True)
    yield Shot("flyer", FLYER, PAPER, printed=True)


def page_of(browser: Browser, shot: Shot) -> Page:
    """A window of its size, on the day on which the site was built."""
    edge = MARGIN if shot.printed else 0
    width, height = shot.size
    page = browser.new_context(
        viewport={"width": width - 2 * edge, "height": height - 2 * edge},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    ).new_page()
    if shot.printed:
        page.emulate_media(media="print")
    page.clock.set_fixed_time(int(NOW))
    return page


def small(png: bytes, edge: int) -> bytes:
    """The same picture with few colours, and a white edge of so many pixels."""
    with Image.open(BytesIO(png)) as image:
        whole = ImageOps.expand(image.convert("RGB"), edge, "white")
        few = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture, as a PNG."""
    page = page_of(browser, shot)
    page.goto(address + shot.path, wait_until="networkidle")
    png = page.screenshot()
    page.context.close()
    return small(png, MARGIN if shot.printed else 0)


def main() -> int:
    """Writes the pictures anew, and prints their sizes; 1 where they cannot be taken."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("screenshots: Chromium is needed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        content, output = Path(folder) / "content", Path(folder) / "output"
        shutil.copytree(ROOT / "content", content)
        made = run_build(output, content=content, anew=True)
        if made.returncode:
            print(made.stderr, file=sys.stderr)
            return 1
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        with served(output) as address:
            pictures = {shot.name: taken(browser, address, shot) for shot in shots()}
        browser.close()
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in IMAGES.glob("*.png"):
        old.unlink()
    for name, data in pictures.items():
        (IMAGES / f"{name}.png").write_bytes(data)
        print(f"{name:20}{len(data) / 1000:7.1f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
