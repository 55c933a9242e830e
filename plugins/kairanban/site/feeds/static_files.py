"""Files published besides the pages: the theme's static files, sitemap.xml and robots.txt."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ...settings import Settings
from .. import urls

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Write a file below `folder`, with the folders it needs; `path` is relative, with `/`."""
    target = folder / path
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def theme_files(theme: Path) -> Mapping[str, tuple[str, bytes]]:
    """Return the theme's static files, those in sub-folders too, by their path in `static/`.

    The values are the path at which a file is published, and its bytes. Templates know the files
    in `static/` itself by name, so their published paths hold a part of their content's hash, and
    browsers may cache them for ever. A file in a sub-folder keeps its path, by which stylesheets
    name it (`url(fonts/x.woff2)`): browsers cache it as long, so a changed file needs a new name.
    """
    files = {}
    folder = theme / "static"
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in name.parts):
            data = file.read_bytes()
            path = name.as_posix()
            if "/" not in path:
                digest = hashlib.sha256(data).hexdigest()[:10]
                path = f"{file.stem}.{digest}{file.suffix}"
            files[name.as_posix()] = f"theme/{path}", data
    return files


def sitemap_xml(paths: Iterable[str], settings: Settings) -> bytes:
    """Return sitemap.xml with the pages at these paths (sitemaps.org, protocol 0.9)."""
    entries = "".join(
        f"<url><loc>{escape(urls.absolute_url(path, settings))}</loc></url>\n"
        for path in sorted(paths)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<urlset xmlns="{SITEMAP}">\n{entries}</urlset>\n'.encode()


def robots_txt(settings: Settings) -> bytes:
    """Return robots.txt: robots may read everything, also calendars."""
    address = urls.absolute_url("sitemap.xml", settings)
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
