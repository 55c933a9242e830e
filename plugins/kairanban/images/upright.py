"""Pictures as they are published: upright, in sRGB, not too wide, and without any metadata.

Phones write where a photo was taken into it; nothing but the pixels leaves this module.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageCms, UnidentifiedImageError

from ..records.problems import Unreadable

WIDEST = 1600  # pixels; more helps no page of ours
MOST_PIXELS = 100_000_000  # decoded, about 400 MB: what is larger is an accident or an attack
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")  # of those formats
ORIENTATION = 0x0112  # Exif 2.32, table 4
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise for bytes that are no picture.
DECODING = (
    *(OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, AttributeError, EOFError),
    *(ArithmeticError, MemoryError, RuntimeError, struct.error, zlib.error),
)


def size(file: Path) -> tuple[int, int]:
    """Width and height in pixels of the published picture, from the file's header alone.

    Raises `Unreadable` as `published` does, except for what only decoding shows.
    """
    with _opened(file) as image:
        return _published_size(image.size, _orientation(image))


def published(file: Path) -> bytes:
    """The picture in the format that its name says (JPEG, PNG, WebP; the first frame of a GIF).

    The same bytes go in and out on every machine with the same Pillow. Raises `Unreadable`:
    `unsupported-picture`, `huge-picture` (decompression bombs), `broken-picture`.
    """
    out = io.BytesIO()
    with _opened(file) as image:
        _save(_turned_and_scaled(image), FORMATS[file.suffix.lower()], out)
    return out.getvalue()


@contextmanager
def _opened(file: Path) -> Iterator[Image.Image]:
    if file.suffix.lower() not in FORMATS:
        raise Unreadable("unsupported-picture", file=file.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's own, lower limit, and of odd metadata
            with Image.open(file, formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Unreadable("huge-picture", file=file.name)
                yield image
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable("huge-picture", file=file.name) from error
    except UnidentifiedImageError as error:
        code = "broken-picture" if _is_ours(file) else "unsupported-picture"
        raise Unreadable(code, file=file.name) from error
    except DECODING as error:
        raise Unreadable("broken-picture", file=file.name) from error


def _is_ours(file: Path) -> bool:
    """Whether a file that nobody can open begins like a picture of our formats, or is empty."""
    with file.open("rb") as stream:
        start = stream.read(4)
    return not start or start.startswith(SIGNATURES)


def _orientation(image: Image.Image) -> int:
    """Exif's number of how the camera was held; 1 where there is none."""
    try:
        # Not PNG's own getexif, which decodes the whole picture to look behind its pixels.
        return int(Image.Image.getexif(image).get(ORIENTATION, 1))
    except DECODING:
        return 1  # metadata that cannot be read are no reason to refuse the picture


def _published_size(raw: tuple[int, int], orientation: int) -> tuple[int, int]:
    width, height = raw if orientation < 5 else (raw[1], raw[0])
    if width <= WIDEST:
        return width, height
    return WIDEST, max(1, round(height * WIDEST / width))


def _turned_and_scaled(image: Image.Image) -> Image.Image:
    orientation = _orientation(image)
    width, height = _published_size(image.size, orientation)
    target = (width, height) if orientation < 5 else (height, width)
    scaling = target != image.size
    profile = image.info.get("icc_profile")
    image.draft(None, target)  # a JPEG decoder skips what would be thrown away, four times faster
    image.load()
    result = _plain_mode(image) if scaling or profile or image.mode not in {"P", "L"} else image
    if scaling:
        result = result.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation in TURNS:
        result = result.transpose(TURNS[orientation])
    return _in_srgb(result, profile)


def _plain_mode(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled and saved."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"RGB", "L", "CMYK", "RGBA"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture's colours as browsers expect them where no profile says otherwise."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            colours = image.convert("RGB") if alpha else image
            converted = ImageCms.profileToProfile(
                colours, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = converted or image
        except (ImageCms.PyCMSError, *DECODING):
            pass  # a profile for other colours than these: the pixels stand for themselves
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if alpha and image.mode == "RGB":
        image.putalpha(alpha)
    return image


def _save(image: Image.Image, wanted: str, out: io.BytesIO) -> None:
    """Writes the pixels and nothing else: Pillow would carry comments over from `info`."""
    transparency = image.info.get("transparency")
    image.info = {} if transparency is None else {"transparency": transparency}
    if wanted == "JPEG":
        _on_white(image).save(out, "JPEG", quality=85, optimize=True, progressive=True)
    elif wanted == "WEBP":
        image.save(out, "WEBP", quality=85, method=4)
    else:
        image.save(out, wanted)


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency: what shows through is the paper."""
    if not image.has_transparency_data:
        return image if image.mode == "L" else image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")
