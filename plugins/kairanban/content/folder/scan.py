"""The files of a content folder: which record each one holds, and which ones nothing reads."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..problems import Unreadable

RECORD_KINDS = ("organizations", "venues", "series", "events", "reports", "pages")
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")  # in a file name: `x.en.md`, `x.zh-hant.md`
# Slugs, by kind, at whose addresses the site publishes pages of its own.
RESERVED_SLUGS: dict[str, frozenset[str]] = {
    "events": frozenset({"past"}),
    "reports": frozenset({"page"}),
    "pages": frozenset(
        {"events", "reports", "organizations", "venues", "series", "tags", "calls", "feeds"}
        | {"subscribe", "search", "theme", "images"}
    ),
}
# The suffixes of files that records may show as pictures, and of those that they may link to.
PICTURE_SUFFIXES = frozenset(
    "avif bmp gif heic heif jfif jp2 jpeg jpg jxl png svg svgz tif tiff webp".split()
)
ATTACHMENT_SUFFIXES = PICTURE_SUFFIXES | frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp csv zip mp3 m4a mp4 ics".split()
)
# The names of files that systems and editors leave behind.
JUNK_FILES = re.compile(r"^\..*|.*~$|^#.*#$|^Thumbs\.db$|^desktop\.ini$|^Icon\r?$", re.IGNORECASE)


Stat = tuple[int, int, int]  # a file's size (bytes), mtime and ctime (ns)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of the content folder.

    `kind` is the folder of a record's kind (`events`), or None for a file that records may link
    to, whose slug is empty. `language` is that of a translation, None for any other file.
    """

    path: str  # relative to the content folder, with `/`
    kind: str | None
    slug: str
    stat: Stat | None = field(default=None, compare=False)
    language: str | None = None

    @property
    def original(self) -> str:
        """The path of the file that this translation translates."""
        return self.path.removesuffix(f".{self.language}.md") + ".md"


def scan(content: Path) -> Iterator[ContentFile | tuple[str, Unreadable]]:
    """Yield every file in the order of paths; one that nothing reads as its path and the fault."""
    for path, entry in sorted(_files(content, ""), key=lambda each: each[0]):
        found = classify(path)
        if not isinstance(found, ContentFile):
            yield found
            continue
        try:
            if entry.is_symlink() and not _inside(content, path):
                yield path, Unreadable("outside-content", target=path)
            else:
                kind, slug, language = found.kind, found.slug, found.language
                seen = entry.stat()
                stat = seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
                yield ContentFile(path, kind, slug, stat=stat, language=language)
        except OSError as error:  # gone meanwhile, or a link that leads nowhere
            yield path, Unreadable("unreadable-file", reason=error.strerror or "")


def _files(folder: Path | str, before: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield each file's path, prefixed with `before`, and entry; skip unreadable folders."""
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            if JUNK_FILES.match(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{before}{entry.name}/")
            elif not entry.is_dir():
                yield f"{before}{entry.name}", entry


def _inside(content: Path, path: str) -> bool:
    """Return whether a symbolic link leads to a file in the content folder."""
    return (content / path).resolve().is_relative_to(content.resolve())


@lru_cache(1 << 16)
def classify(path: str) -> ContentFile | tuple[str, Unreadable]:
    """Return what its path says of a file, without `stat`; or the path and what is wrong.

    `path` is relative to the content folder, with `/`.
    """
    parts = path.split("/")
    name, dot, ending = parts[-1].rpartition(".")
    suffix = ending.lower() if dot and name else ""
    if suffix != "md":
        if suffix in ATTACHMENT_SUFFIXES:
            return ContentFile(path, None, "")
        return path, Unreadable("unread-file", suggestion=_as_markdown(path))
    kind = parts[0]
    if len(parts) == 1 or kind not in RECORD_KINDS:
        return path, Unreadable("unread-folder", folders=" ".join(f"{k}/" for k in RECORD_KINDS))
    name, language = _without_language(name)
    nested = kind == "reports" and len(parts) == 3 and name.lower() == "index"
    if len(parts) != 2 and not nested:
        return path, Unreadable("unread-place", kind=kind)
    slug = parts[1] if nested else name
    if ending != "md" or not SLUG.fullmatch(slug):
        return path, Unreadable("bad-slug", name=slug, suggestion=_as_slug(slug))
    if slug in RESERVED_SLUGS.get(kind, ()):
        return path, Unreadable("taken-slug", name=slug)
    return ContentFile(path, kind, slug, language=language)


def _without_language(name: str) -> tuple[str, str | None]:
    """Split a file's name without its suffix into stem and language: `x.en` is `x`, `en`."""
    first, _, last = name.rpartition(".")
    return (first, last) if first and LANGUAGE.fullmatch(last) else (name, None)


def is_picture(path: str) -> bool:
    """Return whether a file's suffix is that of a picture."""
    return path.rpartition(".")[2].lower() in PICTURE_SUFFIXES


def _as_markdown(path: str) -> str | None:
    """Return the name a file was meant to have, or None: `x.md` for `x.md.txt` and `x.markdown`."""
    name = PurePosixPath(path).name
    found = re.match(r"(?i)(.+?)\.(md|markdown|mdown|mkd)\b", name)
    return f"{found[1]}.md" if found else None


def _as_slug(name: str) -> str | None:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or None
