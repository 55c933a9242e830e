"""Links and pictures of content files: what they mean on the site, and what must be published."""

from collections.abc import Mapping, Set
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import fields

from ...content.folder.links import Destination, resolve_link
from ...content.folder.scan import is_picture
from ...content.problems import Problem, Unreadable
from ...content.values import Picture
from ...images.photos.image_type import ImageInfo
from ...images.photos.variants import Variants, plan_variants, variant_stem
from ...reports.html.pictures import PublishedPicture
from ...reports.html.tag_rewriter import from_root
from ..dependencies import Attachment, DependencyTracker
from ..pages.views import PictureView


class ContentLinks(Struct, kw_only=True):
    """The content folder's files as pages link them."""

    content: Path
    paths: Set[str]  # all files, relative to the content folder
    pages: Mapping[str, str]  # of the records: source file -> page's path
    digests: Mapping[str, str]  # of files that are no records: what tells one state from another
    image_infos: Mapping[str, ImageInfo | Unreadable]  # of pictures
    tracker: DependencyTracker

    def for_source(self, source: str, *, plain: bool = False) -> "SourceLinks":
        """Links as the content file `source` writes them; `plain` for feeds."""
        return SourceLinks(self, source, self.pages.get(source, ""), plain)

    def variants(self, file: str, source: str) -> tuple[str, Variants] | None:
        """What is published of a picture: how the files' paths begin, and which there are.

        None, and a problem of the file that links it, where it cannot be published.
        """
        digest = self.digests[file]  # so that another picture changes the page
        info = self.image_infos[file]
        if isinstance(info, Unreadable):
            self.tracker.record_problem(picture_problem(source, info))
            return None
        return variant_stem(digest), plan_variants(info)


class SourceLinks(Struct, frozen=True):
    """What the targets mean that people write in one content file (`reports.tags.Links`)."""

    content_links: ContentLinks
    source: str
    page: str  # path of the page that is made from it
    plain: bool

    def link(self, target: str) -> str | None:
        """The address to write, or None where the target is nothing that is published."""
        found = self._destination(target)
        if found is None:
            return None
        if found.kind == "outside":
            return found.path
        path = self._path(found)
        return None if path is None else from_root(path + found.suffix)

    def path(self, target: str) -> str | None:
        """The path from the root, for what lies inside the site; else None."""
        found = self._destination(target)
        if found is None or found.kind == "outside":
            return None
        path = self._path(found)
        return None if path is None else path + found.suffix

    def picture(self, target: str) -> PublishedPicture | None:
        found = self._destination(target)
        if found is None or found.kind not in {"file", "attach"}:
            return None
        return self._shown(found.path)

    def report_problem(self, target: str, code: str) -> None:
        fault = Unreadable(code, file=target[:60])
        self.content_links.tracker.record_problem(picture_problem(self.source, fault))

    def picture_view(self, picture: Picture | None) -> PictureView | None:
        """A header's picture."""
        shown = self.picture(picture.file) if picture else None
        if not picture or not shown:
            return None
        return PictureView(
            **{field.name: getattr(shown, field.name) for field in fields(PublishedPicture)},
            alt=picture.alt,
            credit=picture.credit,
        )

    def _destination(self, target: str) -> Destination | None:
        try:
            return resolve_link(target, self.source, self.content_links.paths)
        except Unreadable:  # told by `records`
            return None

    def _path(self, found: Destination) -> str | None:
        if found.kind == "site":
            return quote(found.path)
        if found.path.endswith(".md"):
            return self.content_links.pages.get(found.path)  # a draft has none
        if is_picture(found.path):
            shown = self._shown(found.path)
            return shown.path if shown else None
        return quote(self._published(found))

    def _shown(self, file: str) -> PublishedPicture | None:
        """A picture, published where all pictures are."""
        found = self.content_links.variants(file, self.source)
        if found is None:
            return None
        start, made = found
        self.content_links.tracker.record_attachment(
            Attachment(file=file, path=start, linked_by=self.source)
        )
        return PublishedPicture(
            path=f"{start}-{made.width}.{made.fallback}",
            width=made.width,
            height=made.height,
            stem=start,
            widths=made.widths,
            formats=made.formats,
        )

    def _published(self, found: Destination) -> str:
        """Where the file is published: as in the content folder, or beside the page (`attach`)."""
        folder = self.source.rpartition("/")[0] + "/"
        path = found.path
        if found.kind == "attach" and self.page:
            below = path.startswith(folder)
            path = self.page + (path.removeprefix(folder) if below else path.rpartition("/")[2])
        linked = Attachment(file=found.path, path=path, linked_by=self.source)
        self.content_links.tracker.record_attachment(linked)
        return path


def picture_problem(source: str, fault: Unreadable) -> Problem:
    """A picture that cannot be published, told of the file that links it."""
    return Problem(path=source, line=None, key=None, code=fault.code, params=fault.params)
