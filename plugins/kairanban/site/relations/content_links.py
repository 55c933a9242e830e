"""Links and pictures of content files: their addresses on the site, and the files to publish."""

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
    """The files of the content folder, and what pages need to know to link them."""

    content: Path
    paths: Set[str]  # of all files, relative to the content folder, with `/`
    page_path_by_source: Mapping[str, str]  # by a record's source file: its page's path
    digests: Mapping[str, str]  # of the bytes, by file that is not a record
    image_infos: Mapping[str, ImageInfo | Unreadable]  # by picture file
    tracker: DependencyTracker

    def for_source(self, source: str, *, plain: bool = False) -> "SourceLinks":
        """Return the resolver of the links in the content file `source`.

        `plain` asks for the simplest HTML, as in feeds.
        """
        return SourceLinks(self, source, self.page_path_by_source.get(source, ""), plain)

    def variants(self, file: str, source: str) -> tuple[str, Variants] | None:
        """Return the path stem of a picture's published files, and which files there are.

        Where it cannot be published, record a problem of the file `source`, which links it, and
        return None.
        """
        digest = self.digests[file]  # recorded, so that another picture changes the page
        info = self.image_infos[file]
        if isinstance(info, Unreadable):
            self.tracker.record_problem(picture_problem(source, info))
            return None
        return variant_stem(digest), plan_variants(info)


class SourceLinks(Struct, frozen=True):
    """Resolver of the link targets in one content file; a `tag_rewriter.LinkResolver`."""

    content_links: ContentLinks
    source: str
    page: str  # path of the page of `source`, "" where it has none
    plain: bool

    def link(self, target: str) -> str | None:
        """Return the address to write for a target; None where nothing is published for it.

        Addresses outside stay as they are; for those inside see `from_root`.
        """
        destination = self._destination(target)
        if destination is None:
            return None
        if destination.kind == "outside":
            return destination.path
        path = self._path(destination)
        return None if path is None else from_root(path + destination.suffix)

    def path(self, target: str) -> str | None:
        """Return the path from the site's root of a target inside the site; otherwise None."""
        destination = self._destination(target)
        if destination is None or destination.kind == "outside":
            return None
        path = self._path(destination)
        return None if path is None else path + destination.suffix

    def picture(self, target: str) -> PublishedPicture | None:
        """Return the published picture for a target; None where there is none to publish."""
        destination = self._destination(target)
        if destination is None or destination.kind not in {"file", "attach"}:
            return None
        return self._shown(destination.path)

    def report_problem(self, target: str, code: str) -> None:
        """Record a problem, named by its `code`, of a picture that cannot be shown as it is."""
        unreadable = Unreadable(code, file=target[:60])
        self.content_links.tracker.record_problem(picture_problem(self.source, unreadable))

    def picture_view(self, picture: Picture | None) -> PictureView | None:
        """Return the view of a picture of the front matter; None where it cannot be published."""
        published = self.picture(picture.file) if picture else None
        if not picture or not published:
            return None
        return PictureView(
            **{field.name: getattr(published, field.name) for field in fields(PublishedPicture)},
            alt=picture.alt,
            credit=picture.credit,
        )

    def _destination(self, target: str) -> Destination | None:
        try:
            return resolve_link(target, self.source, self.content_links.paths)
        except Unreadable:  # reported with the record's other problems
            return None

    def _path(self, found: Destination) -> str | None:
        if found.kind == "site":
            return quote(found.path)
        if found.path.endswith(".md"):
            return self.content_links.page_path_by_source.get(found.path)  # a draft has none
        if is_picture(found.path):
            shown = self._shown(found.path)
            return shown.path if shown else None
        return quote(self._published(found))

    def _shown(self, file: str) -> PublishedPicture | None:
        """Return a picture in the folder of all published pictures; record its attachment."""
        published = self.content_links.variants(file, self.source)
        if published is None:
            return None
        stem, variants = published
        self.content_links.tracker.record_attachment(
            Attachment(file=file, path=stem, linked_by=self.source)
        )
        return PublishedPicture(
            path=f"{stem}-{variants.width}.{variants.fallback}",
            width=variants.width,
            height=variants.height,
            stem=stem,
            widths=variants.widths,
            formats=variants.formats,
        )

    def _published(self, found: Destination) -> str:
        """Return where a file is published, and record it as an attachment.

        The path is that in the content folder, or with `attach` one below the page's.
        """
        folder = self.source.rpartition("/")[0] + "/"
        path = found.path
        if found.kind == "attach" and self.page:
            in_folder = path.startswith(folder)
            path = self.page + (path.removeprefix(folder) if in_folder else path.rpartition("/")[2])
        attachment = Attachment(file=found.path, path=path, linked_by=self.source)
        self.content_links.tracker.record_attachment(attachment)
        return path


def picture_problem(source: str, fault: Unreadable) -> Problem:
    """Return the problem of the file `source`, which links a picture that cannot be published."""
    return Problem(path=source, line=None, key=None, code=fault.code, params=fault.params)
