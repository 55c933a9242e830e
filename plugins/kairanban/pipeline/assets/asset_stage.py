"""Staging of attachments: pictures in all their variants, other content files as they are."""

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from ...content.folder.scan import is_picture
from ...content.problems import Problem
from ...images.photos.image_type import ImageInfo
from ...images.photos.variants import FOLDER, plan_variants
from ...site.dependencies import Attachment
from ..loading.site_loader import LoadedSite, findings_of_pictures
from ..messages import Progress
from ..output.stage import WorkFolder
from ..store.store import Store
from .picture_encoder import PictureEncoder

# As stored for each output path: the content file, and the digest of its bytes.
Row = tuple[str, bytes]


@dataclass(slots=True, kw_only=True)
class AssetStage:
    """The attachments of one build, and their staging.

    `wanted` are by output path; that of a picture is without the endings of its variants.
    """

    site: LoadedSite
    stage: WorkFolder
    store: Store
    wanted: Mapping[str, Attachment]
    files: frozenset[str] = field(init=False)  # output paths of all attached files and variants
    _former: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self._former = self.store.get("attachments") or {}
        self.files = frozenset(
            file for each in self.wanted.values() for file in self._files_of(each)
        )

    def stage_all(self, changed: Set[str]) -> list[Problem]:
        """Stage the attachments that are not published as they are.

        `changed` are output paths of files that are gone or differ from the published ones.
        Return the problems of pictures that turned out to be broken when they were decoded.
        """
        digests = self.site.loader.digests
        rows = {path: (each.file, digests[each.file]) for path, each in self.wanted.items()}
        new = [
            each
            for path, each in sorted(self.wanted.items())
            if self._former.get(path) != rows[path] or not changed.isdisjoint(self._files_of(each))
        ]
        pictures = [each for each in new if is_picture(each.file)]
        for each in new:
            if not is_picture(each.file):
                self._copy(each)
        self.store.set("attachments", rows)
        return list(self._make(pictures)) if pictures else []

    def prune(self) -> None:
        """Delete encoded pictures from the cache that have not been shown for long."""
        names = {path.removeprefix(FOLDER) for path in self.wanted if path.startswith(FOLDER)}
        former = {path.removeprefix(FOLDER) for path in self._former if path.startswith(FOLDER)}
        if names != former:
            self._pictures().clear(names, former - names, time.time())

    def _make(self, pictures: list[Attachment]) -> Iterator[Problem]:
        encoder = self._pictures()
        with Progress("pictures", len(pictures), self.site.settings.language) as progress:
            encoder.make(pictures, progress.step)
        for file, fault in encoder.faults.items():
            self.site.image_infos.mark_broken(file, fault)
        if encoder.faults:
            yield from findings_of_pictures(self.site, encoder.faults.keys())

    def _pictures(self) -> PictureEncoder:
        return PictureEncoder(
            content=self.site.content_folder,
            stage=self.stage.files,
            image_infos=self.site.image_infos,
            cache=self.stage.pictures,
        )

    def _files_of(self, attachment: Attachment) -> Iterable[str]:
        if not is_picture(attachment.file):
            return (attachment.path,)
        info = self.site.image_infos[attachment.file]
        if not isinstance(info, ImageInfo):  # already reported as a problem
            return ()
        return (
            f"{attachment.path}-{each.width}.{each.format}" for each in plan_variants(info).files()
        )

    def _copy(self, attachment: Attachment) -> None:
        target = self.stage.files / attachment.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.site.content_folder / attachment.file, target)
