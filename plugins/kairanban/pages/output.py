"""What is written beside the pages: the theme's files, pictures and attachments, machine files."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

from ..images import upright
from ..records.problems import Problem, Unreadable
from ..settings import Settings
from . import links
from .join.files import is_picture, picture_problem
from .reads import Attachment

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(folder: Path, path: str, data: bytes) -> None:
    """One file below `folder`; `path` is relative to it, with `/`."""
    target = folder / path
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def theme_files(theme: Path) -> Mapping[str, tuple[str, bytes]]:
    """The theme's static files by name: the path at which each is published, and its bytes.

    A path holds a part of its content's hash, so that browsers may keep a file for ever.
    """
    found = {}
    for file in sorted((theme / "static").iterdir()):
        if file.is_file() and not file.name.startswith("."):
            data = file.read_bytes()
            mark = hashlib.sha256(data).hexdigest()[:10]
            found[file.name] = f"theme/{file.stem}.{mark}{file.suffix}", data
    return found


def write_attachments(
    folder: Path, content: Path, attachments: Iterable[Attachment]
) -> list[Problem]:
    """Publishes what content files link: pictures upright and without metadata, the rest as it is.

    Gives the problems of pictures that cannot be published. Pictures are made by threads: Pillow
    lets others run while it works.
    """

    def one(attachment: Attachment) -> Problem | None:
        target = folder / attachment.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not is_picture(attachment.file):
            shutil.copyfile(content / attachment.file, target)
            return None
        try:
            target.write_bytes(upright.published(content / attachment.file))
        except Unreadable as fault:
            return picture_problem(attachment.linked_by, fault)
        return None

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return [problem for problem in pool.map(one, attachments) if problem]


def sitemap(paths: Iterable[str], settings: Settings) -> bytes:
    """sitemap.xml. Source: sitemaps.org, protocol 0.9."""
    urls = "".join(
        f"<url><loc>{escape(links.absolute(path, settings))}</loc></url>\n"
        for path in sorted(paths)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<urlset xmlns="{SITEMAP}">\n{urls}</urlset>\n'.encode()


def robots(settings: Settings) -> bytes:
    """robots.txt: everything may be read, calendars too."""
    address = links.absolute("sitemap.xml", settings)
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
