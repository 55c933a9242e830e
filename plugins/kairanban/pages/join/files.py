"""Links and pictures of content files: what they mean on the site, and what must be published."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ...images import upright
from ...records.folder.links import Destination, destination
from ...records.problems import Problem, Unreadable
from ...records.values import Picture
from ...reports.html.tags import Shown, inside
from ..reads import Attachment, Reads
from ..views import PictureView

PICTURES = frozenset(upright.FORMATS) | {
    *(".avif", ".bmp", ".heic", ".heif", ".jfif", ".jp2", ".jxl", ".svg", ".svgz", ".tif", ".tiff")
}


def is_picture(file: str) -> bool:
    """Whether a file is published as a picture."""
    return Path(file).suffix.lower() in PICTURES


@dataclass(slots=True, kw_only=True)
class Files:
    """The content folder's files as pages link them."""

    content: Path
    known: Set[str]  # all files, relative to the content folder
    pages: Mapping[str, str]  # of the records: source file -> page's path
    bytes: Mapping[str, str]  # of files that are no records: what tells one state from another
    reads: Reads
    _sizes: dict[str, tuple[int, int] | Unreadable] = field(default_factory=dict)

    def of(self, source: str) -> "SourceLinks":
        """Links as the content file `source` writes them."""
        return SourceLinks(self, source, self.pages.get(source, ""))

    def size(self, file: str, source: str) -> tuple[int, int] | None:
        """Of the published picture; None, and a problem of the file that links it, if broken."""
        self.bytes.get(file)  # so that another picture changes the page
        if file not in self._sizes:
            try:
                self._sizes[file] = upright.size(self.content / file)
            except Unreadable as fault:
                self._sizes[file] = fault
        size = self._sizes[file]
        if isinstance(size, Unreadable):
            self.reads.problem(picture_problem(source, size))
            return None
        return size


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """What the targets mean that people write in one content file (`reports.tags.Links`)."""

    files: Files
    source: str
    page: str  # path of the page that is made from it

    def link(self, target: str) -> str | None:
        """The address to write, or None where the target is nothing that is published."""
        found = self._destination(target)
        if found is None:
            return None
        if found.kind == "outside":
            return found.path
        path = self._path(found)
        return None if path is None else inside(path + found.suffix)

    def path(self, target: str) -> str | None:
        """The path from the root, for what lies inside the site; else None."""
        found = self._destination(target)
        if found is None or found.kind == "outside":
            return None
        path = self._path(found)
        return None if path is None else path + found.suffix

    def picture(self, target: str) -> Shown | None:
        found = self._destination(target)
        if found is None or found.kind not in {"file", "attach"}:
            return None
        size = self.files.size(found.path, self.source)
        return None if size is None else Shown(quote(self._published(found)), *size)

    def picture_view(self, picture: Picture | None) -> PictureView | None:
        """A header's picture."""
        shown = self.picture(picture.file) if picture else None
        if not picture or not shown:
            return None
        return PictureView(
            path=shown.path,
            width=shown.width,
            height=shown.height,
            alt=picture.alt,
            credit=picture.credit,
        )

    def _destination(self, target: str) -> Destination | None:
        try:
            return destination(target, self.source, self.files.known)
        except Unreadable:  # told by `records`
            return None

    def _path(self, found: Destination) -> str | None:
        if found.kind == "site":
            return quote(found.path)
        if found.path.endswith(".md"):
            return self.files.pages.get(found.path)  # a draft has none
        return quote(self._published(found))

    def _published(self, found: Destination) -> str:
        """Where the file is published: as in the content folder, or beside the page (`attach`)."""
        folder = self.source.rpartition("/")[0] + "/"
        path = found.path
        if found.kind == "attach" and self.page:
            below = path.startswith(folder)
            path = self.page + (path.removeprefix(folder) if below else path.rpartition("/")[2])
        linked = Attachment(file=found.path, path=path, linked_by=self.source)
        self.files.reads.attach(linked)
        return path


def picture_problem(source: str, fault: Unreadable) -> Problem:
    """A picture that cannot be published, told of the file that links it."""
    return Problem(path=source, line=None, key=None, code=fault.code, params=fault.params)
