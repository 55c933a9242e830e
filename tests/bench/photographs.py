"""Photos of twelve megapixels as phones take them, for the reports of a corpus.

Drawn of noise in many sizes, so that they are as hard to compress as real ones; the same number
gives the same pixels. Each is another picture, so that nothing can be made once for two.
"""

import io
from pathlib import Path
from random import Random

from PIL import Image, ImageChops

SIZE = (4000, 3000)
# Pixels that noise is drawn in before it is enlarged, and how strong it is.
GRAINS = (((8, 6), 1.0), ((60, 45), 0.5), ((500, 375), 0.3), ((1600, 1200), 0.2))
ORIENTATIONS = (1, 1, 1, 6)  # as a camera notes how it was held


def photograph(number: int, *, level: bool = False) -> bytes:
    """A JPEG with the date, the orientation and the place where it was taken.

    A `level` one was held so that it needs no turning.
    """
    random = Random(f"photo {number}")
    picture = Image.new("RGB", SIZE, (128, 128, 128))
    for grain, weight in GRAINS:
        bands = [Image.frombytes("L", grain, random.randbytes(grain[0] * grain[1])) for _ in "RGB"]
        noise = Image.merge("RGB", bands).resize(SIZE, Image.Resampling.BICUBIC)
        level = round(128 * (1 - weight))
        noise = noise.point(lambda value, w=weight, at=level: round(value * w) + at)
        picture = ImageChops.overlay(picture, noise)
    exif = Image.Exif()
    exif[0x0112] = 1 if level else random.choice(ORIENTATIONS)
    exif[0x0132] = f"2024:01:{number % 28 + 1:02d} 19:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 15.0, 38.0), 3: "E", 4: (140.0, 52.0, 19.0)})
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=88, exif=exif)
    return data.getvalue()


def write_photographs(reports: Path, each: int) -> None:
    """So many photos into the folder of each report below `reports`."""
    folders = sorted(file.parent for file in reports.glob("*/index.md"))
    for number, folder in enumerate(folders):
        for at in range(each):
            (folder / f"{at + 1}.jpg").write_bytes(photograph(number * each + at))
