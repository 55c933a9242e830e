"""Encoding of pictures for the output in threads: Pillow releases the interpreter's lock."""

from collections.abc import Callable, Iterable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Lock

from msgspec import Struct, field

from ...content.problems import Unreadable
from ...images.photos.image_type import ImageInfo
from ...images.photos.variants import FOLDER
from ...site.dependencies import Attachment
from ..workers import worker_count
from .picture_cache import PictureCache

# Pixels. Of larger pictures only one is in memory at a time: some 50 million take 200 MB and more.
# The limit of JPEGs is higher, as they are decoded hardly larger than they are wanted.
LARGE_PIXELS = 16_000_000
LARGE_JPEG_PIXELS = 32_000_000


class PictureEncoder(Struct, kw_only=True):
    """The encoder of one build's pictures, which stages their variants."""

    content: Path
    stage: Path  # the folder to which the variants are written
    image_infos: Mapping[str, ImageInfo | Unreadable]  # by path in the content folder
    cache: Path  # the folder of the `PictureCache`
    faults: dict[str, Unreadable] = field(default_factory=dict)  # by path in the content folder
    _alone: Lock = field(default_factory=Lock)  # held while a large picture is encoded

    def make(self, wanted: Iterable[Attachment], step: Callable[[], None]) -> None:
        """Stage all variants of the pictures `wanted`; call `step` after each picture.

        Pictures that turn out to be broken when they are decoded are recorded in `faults`.
        """
        # Imported here, as most builds see no new picture.
        from ...images.photos.encoding import encode_variants, encoder_versions  # noqa: PLC0415

        cache = PictureCache(self.cache, encoder_versions())

        def one(attachment: Attachment) -> None:
            name = attachment.path.removeprefix(FOLDER)
            if cache.take(name, self.stage / attachment.path):
                return
            info = self.image_infos[attachment.file]
            assert isinstance(info, ImageInfo)
            try:
                with self._alone if is_large(info) else nullcontext():
                    files = encode_variants(self.content / attachment.file, info)
                    made = [(f"{each.width}.{each.format}", data) for each, data in files]
            except Unreadable as fault:
                self.faults[attachment.file] = fault
                return
            cache.put(name, made)
            cache.take(name, self.stage / attachment.path)

        with ThreadPoolExecutor(max_workers=worker_count()) as pool:
            for _ in pool.map(one, wanted):
                step()

    def clear(self, wanted: Set[str], dropped: Set[str], now: float) -> None:
        """Delete cached pictures that are long unused; see `PictureCache.clear`."""
        PictureCache(self.cache, "").prune(wanted, dropped, now)


def is_large(info: ImageInfo) -> bool:
    """Return whether a picture takes so much memory that it must be encoded alone."""
    return info.width * info.height > (LARGE_JPEG_PIXELS if info.kind == "JPEG" else LARGE_PIXELS)
