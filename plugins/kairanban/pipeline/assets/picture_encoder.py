"""Pictures made for the output by threads: Pillow lets others run while it works."""

from collections.abc import Callable, Iterable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Lock

from msgspec import Struct, field

from ...content.problems import Unreadable
from ...images.photos.image_type import Look
from ...images.photos.variants import FOLDER
from ...site.dependencies import Attachment
from ..workers import processors
from .picture_cache import Cache

# Pixels. Of larger pictures one is in memory at a time: some 50 million take 200 MB and more,
# while a JPEG is decoded hardly larger than it is wanted.
LARGE = 16_000_000
LARGE_JPEG = 32_000_000


class Pictures(Struct, kw_only=True):
    """`looks` are by content file; the files go below `stage`."""

    content: Path
    stage: Path
    looks: Mapping[str, Look | Unreadable]
    cache: Path
    faults: dict[str, Unreadable] = field(default_factory=dict)  # by content file
    _alone: Lock = field(default_factory=Lock)

    def make(self, wanted: Iterable[Attachment], step: Callable[[], None]) -> None:
        """Stages all files of these pictures; `step` is called after each.

        What only decoding shows to be broken is in `faults`.
        """
        # Imported here, as most builds see no new picture.
        from ...images.photos.encode import encoded, encoders  # noqa: PLC0415

        cache = Cache(self.cache, encoders())

        def one(attachment: Attachment) -> None:
            name = attachment.path.removeprefix(FOLDER)
            if cache.take(name, self.stage / attachment.path):
                return
            look = self.looks[attachment.file]
            assert isinstance(look, Look)
            try:
                with self._alone if is_large(look) else nullcontext():
                    files = encoded(self.content / attachment.file, look)
                    made = [(f"{each.width}.{each.format}", data) for each, data in files]
            except Unreadable as fault:
                self.faults[attachment.file] = fault
                return
            cache.put(name, made)
            cache.take(name, self.stage / attachment.path)

        with ThreadPoolExecutor(max_workers=processors()) as pool:
            for _ in pool.map(one, wanted):
                step()

    def clear(self, wanted: Set[str], dropped: Set[str], now: float) -> None:
        """See `Cache`."""
        Cache(self.cache, "").clear(wanted, dropped, now)


def is_large(look: Look) -> bool:
    """Whether a picture takes so much memory that it must be made alone."""
    return look.width * look.height > (LARGE_JPEG if look.kind == "JPEG" else LARGE)
