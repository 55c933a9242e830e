"""Photos become upright pictures in sRGB, in a few widths, without anything but their pixels."""

import io
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROOT
from containers import NEEDED, parts
from kairanban.content.problems import Unreadable
from kairanban.images.photos.encoding import encode_variants
from kairanban.images.photos.image_type import ImageInfo
from kairanban.images.photos.probe import probe
from kairanban.images.photos.variants import plan_variants, variant_key
from PIL import Image, ImageCms

ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x0110


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """White, with a dark upper left quarter to tell how it is turned."""
    image = Image.new(mode, (width, height), "white")
    image.paste("black", (0, 0, width // 2, height // 2))
    return image


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[CAMERA] = "Secret Phone"
    data.get_ifd(GPS).update({1: "N", 2: (38.0, 15.0, 30.0), 3: "E", 4: (140.0, 52.0, 0.0)})
    return data


def dark_corner(image: Image.Image) -> str:
    grey = image.convert("L")
    right, bottom = image.width - 3, image.height - 3
    corners = {"top left": (2, 2), "top right": (right, 2)}
    corners |= {"bottom left": (2, bottom), "bottom right": (right, bottom)}
    (dark,) = [name for name, at in corners.items() if int(str(grey.getpixel(at))) < 128]
    return dark


def made(file: Path) -> dict[str, bytes]:
    """Everything that is published of a picture: `1600.webp`."""
    return {
        f"{each.width}.{each.format}": data for each, data in encode_variants(file, probe(file))
    }


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def all_opened(file: Path) -> Iterable[Image.Image]:
    return map(opened, made(file).values())


# Exif 2.32: where the first row and column of the stored picture are in the upright one.
TURNED = {
    1: ((80, 40), "top left"),
    2: ((80, 40), "top right"),
    3: ((80, 40), "bottom right"),
    4: ((80, 40), "bottom left"),
    5: ((40, 80), "top left"),
    6: ((40, 80), "top right"),
    7: ((40, 80), "bottom right"),
    8: ((40, 80), "bottom left"),
}


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_picture_is_turned_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    file = tmp_path / f"photo.{suffix}"
    picture(80, 40).save(file, exif=exif(orientation))
    for shown in all_opened(file):
        assert (shown.size, dark_corner(shown)) == TURNED[orientation]
    assert probe(file)[1:3] == TURNED[orientation][0]


def full_of_traces(suffix: str) -> bytes:
    """A picture with all metadata that its format has room for."""
    out = io.BytesIO()
    image = Image.effect_noise((1000, 300), 40).convert("RGB")
    image.paste("black", (0, 0, 500, 150))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extra: dict[str, object] = {"icc_profile": srgb, "xmp": b"<x:xmpmeta>Secret</x:xmpmeta>"}
    if suffix != "gif":
        extra["exif"] = exif(1)
    if suffix in {"jpg", "gif"}:
        extra |= {"comment": b"Secret", "dpi": (300, 300)}
    if suffix == "png":
        from PIL.PngImagePlugin import PngInfo

        extra["pnginfo"] = PngInfo()
        extra["pnginfo"].add_itxt("Author", "Secret")  # type: ignore[attr-defined]
    kind = {"jpg": "JPEG"}.get(suffix, suffix.upper())
    image.save(out, kind, **extra)
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif", "gif"])
def test_nothing_but_the_pixels_is_published(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"photo.{suffix}"
    file.write_bytes(full_of_traces(suffix))
    assert b"Secret" in file.read_bytes()
    assert suffix == "gif" or not set(parts(file.read_bytes())) <= NEEDED
    published = made(file)
    assert len(published) > 2
    for name, data in published.items():
        assert set(parts(data)) <= NEEDED, name
        for trace in (b"Secret", b"Exif", b"EXIF", b"xmp", b"XMP", b"ICC_", b"sRGB", b"acsp"):
            assert trace not in data, name
        assert (
            not set(opened(data).info)
            - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            - {
                "progression",
                "progressive",
                "transparency",
                "loop",
                "background",
                "timestamp",
                "duration",
            }
        )


def test_traces_hidden_among_a_phones_second_pictures_are_gone(tmp_path: Path) -> None:
    """Phones append a depth map or a brighter copy, with metadata of its own."""
    file = tmp_path / "photo.jpg"
    second = io.BytesIO()
    picture(40, 20).save(second, "JPEG", exif=exif(1))
    picture(80, 40).save(file, "MPO", save_all=True, append_images=[picture(40, 20)], exif=exif(6))
    file.write_bytes(file.read_bytes() + second.getvalue())
    for data in made(file).values():
        assert opened(data).size == (40, 80)
        assert set(parts(data)) <= NEEDED
    assert not probe(file).is_animated


WIDTHS = {
    (4000, 3000): [480, 960, 1600],
    (1600, 9): [480, 960, 1600],
    (1200, 900): [480, 960, 1200],
    (1000, 10): [480, 1000],
    (961, 10): [480, 961],
    (480, 10): [480],
    (300, 400): [300],
    (1, 1): [1],
}


@pytest.mark.parametrize("size", WIDTHS)
def test_nothing_is_enlarged(size: tuple[int, int]) -> None:
    found = plan_variants(ImageInfo("JPEG", *size))
    assert list(found.widths) == WIDTHS[size]
    assert found.width / found.height == pytest.approx(size[0] / size[1], rel=0.6)


def test_a_very_tall_picture_fits_into_its_formats(tmp_path: Path) -> None:
    file = tmp_path / "scroll.jpg"
    Image.new("L", (200, 17_000), 90).save(file)
    for name, data in made(file).items():
        assert opened(data).height <= 16_383, name
        assert opened(data).width == int(name.partition(".")[0])


@pytest.mark.parametrize(("orientation", "shown"), [(1, (1600, 1200)), (6, (1600, 2133))])
def test_each_width_has_the_proportions_of_the_photo(
    tmp_path: Path, orientation: int, shown: tuple[int, int]
) -> None:
    file = tmp_path / "photo.jpg"
    picture(4000, 3000).save(file, exif=exif(orientation))
    published = made(file)
    assert sorted(published) == sorted(
        ["1600.jpg", *(f"{w}.{f}" for w in (480, 960, 1600) for f in ("avif", "webp"))]
    )
    for name, data in published.items():
        image = opened(data)
        assert image.width == int(name.partition(".")[0])
        assert image.height == round(shown[1] * image.width / shown[0])
    assert opened(published["1600.jpg"]).size == shown


def swapped_profile() -> bytes:
    """sRGB with its red and green primaries exchanged: red pixels mean green."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = srgb.index(b"rXYZ"), srgb.index(b"gXYZ")
    tags = bytearray(srgb)
    tags[red : red + 4], tags[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(tags)


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [
        *(("jpg", "RGB"), ("png", "RGB"), ("png", "RGBA"), ("png", "P")),
        *(("webp", "RGB"), ("webp", "RGBA"), ("avif", "RGB"), ("avif", "RGBA")),
    ],
)
def test_a_colour_profile_is_applied(tmp_path: Path, suffix: str, mode: str) -> None:
    file = tmp_path / f"photo.{suffix}"
    image = Image.new("RGB", (16, 16), (200, 30, 30)).convert(mode)
    image.save(file, icc_profile=swapped_profile())
    for shown in all_opened(file):
        red, green, _ = shown.convert("RGB").getpixel((8, 8))  # type: ignore[misc]
        assert green > 150 > red


def lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@pytest.mark.parametrize("profile", [b"nonsense", lab_profile()])
def test_a_colour_profile_that_does_not_fit_is_left_out(tmp_path: Path, profile: bytes) -> None:
    file = tmp_path / "photo.png"
    Image.new("RGB", (16, 16), (200, 30, 30)).save(file, icc_profile=profile)
    assert opened(made(file)["16.png"]).getpixel((8, 8)) == (200, 30, 30)


@pytest.mark.parametrize("profile", [None, b"nonsense", swapped_profile()])
def test_colours_for_print_become_colours_for_screens(
    tmp_path: Path, profile: bytes | None
) -> None:
    """CMYK, as printers send it: with no profile that can be used the plain formula must do."""
    file = tmp_path / "flyer.jpg"
    Image.new("CMYK", (64, 64), (0, 220, 220, 10)).save(file, icc_profile=profile, quality=95)
    for shown in all_opened(file):
        assert shown.mode == "RGB"
        red, green, blue = shown.getpixel((32, 32))  # type: ignore[misc]
        assert red > 200
        assert max(green, blue) < 80


MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]


@pytest.mark.parametrize("size", [(2000, 4), (20, 4)])
@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_pixels_is_understood(
    tmp_path: Path, mode: str, size: tuple[int, int]
) -> None:
    file = tmp_path / "drawing.png"
    if mode == "I;16":
        Image.frombytes("I;16", size, struct.pack("<H", 0x8000) * (size[0] * size[1])).save(file)
    else:
        Image.new("RGB", size, (128, 128, 128)).convert(mode).save(file)
    for shown in all_opened(file):
        grey = shown.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert abs(int(str(grey)) - 128) < 4


def test_sixteen_bits_of_each_colour_are_understood(tmp_path: Path) -> None:
    row = b"\0" + struct.pack(">HHH", 0xC8FF, 0x1E00, 0x1E80) * 20
    file = tmp_path / "scan.png"
    file.write_bytes(png_of(20, 10, zlib.compress(row * 10), depth=16))
    for shown in all_opened(file):
        red, green, blue = shown.convert("RGB").getpixel((9, 5))  # type: ignore[misc]
        assert (abs(red - 200) < 6, abs(green - 30) < 6, abs(blue - 30) < 6) == (True, True, True)


def test_what_is_drawn_is_kept_without_loss(tmp_path: Path) -> None:
    file = tmp_path / "map.png"
    drawing = picture(700, 300)
    drawing.save(file)
    published = made(file)
    assert sorted(published) == ["480.webp", "700.png", "700.webp"]
    for name in ("700.png", "700.webp"):
        assert opened(published[name]).convert("RGB").tobytes() == drawing.tobytes()


def test_a_photo_saved_as_png_becomes_a_jpeg(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    Image.effect_noise((500, 400), 60).convert("RGB").save(file)
    assert {name.partition(".")[2] for name in made(file)} == {"avif", "webp", "jpg"}


@pytest.mark.parametrize("suffix", ["png", "webp", "gif"])
def test_what_is_clear_stays_clear(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"logo.{suffix}"
    logo = Image.new("RGBA", (700, 400), (0, 0, 0, 0))
    logo.paste((200, 30, 30, 255), (0, 0, 350, 400))
    logo.save(file, lossless=True)
    published = made(file)
    assert sorted(published) == ["480.webp", "700.png", "700.webp"]
    for data in published.values():
        shown = opened(data).convert("RGBA")
        assert shown.getpixel((shown.width - 9, 9)) == (0, 0, 0, 0)
        assert shown.getpixel((9, 9)) == (200, 30, 30, 255)


def test_a_clear_photo_is_no_huge_png(tmp_path: Path) -> None:
    file = tmp_path / "cutout.png"
    photo = Image.effect_noise((700, 500), 60).convert("RGBA")
    photo.putalpha(Image.linear_gradient("L").resize((700, 500)))
    photo.save(file)
    published = made(file)
    assert sorted(published) == ["480.avif", "480.webp", "700.avif", "700.webp"]
    for data in published.values():
        assert opened(data).convert("RGBA").getchannel("A").getextrema() in {(0, 255), (1, 255)}


def test_a_name_with_the_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "logo.jpg"
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG")
    assert sorted(made(file)) == ["8.png", "8.webp"]


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif"])
def test_a_moving_picture_shows_its_first_frame(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"moving.{suffix}"
    frames = [picture(20, 10), Image.new("RGB", (20, 10), "black")]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert probe(file).is_animated
    for shown in all_opened(file):
        assert getattr(shown, "n_frames", 1) == 1
        assert dark_corner(shown) == "top left"


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        picture(3000, 20).save(tmp_path / name, exif=exif(6))
    assert made(tmp_path / "a.jpg") == made(tmp_path / "b.jpg")


def test_a_name_stands_for_the_bytes_of_the_source() -> None:
    assert variant_key("one") == variant_key("one") != variant_key("two")
    assert len(variant_key("one")) == 16


def png_of(width: int, height: int, pixels: bytes = b"", *, depth: int = 8) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    chunks = [header, b"IDAT" + pixels, b"IEND"] if pixels else [header, b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def jpeg_of(width: int, height: int) -> bytes:
    """The header of a small JPEG that claims to be larger."""
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "JPEG")
    data = out.getvalue()
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def gif_bomb() -> bytes:
    out = io.BytesIO()
    Image.new("L", (9, 9)).save(out, "GIF")
    return out.getvalue()[:6] + struct.pack("<HH", 60_000, 60_000) + out.getvalue()[10:]


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
REFUSED = {
    "empty.jpg": (b"", "empty-picture"),
    "cut.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "broken-picture"),
    "bad.webp": (b"RIFF\x0c\0\0\0WEBPnone\0\0\0\0", "broken-picture"),
    "bad.avif": (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "broken-picture"),
    "half.png": (png_of(20, 20, b"x" * 99)[:60], "broken-picture"),
    "nothing.png": (png_of(0, 20), "broken-picture"),
    "photo.heic": (HEIC, "heic-picture"),
    "phone.jpg": (HEIC, "heic-picture"),
    "other.heic": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "heic-picture"),
    "notes.jpg": ("写真はあとで送ります。\n".encode(), "text-for-picture"),
    "page.svg": (b"<!doctype html><svg></svg>", "text-for-picture"),
    "other.png": (b"\x01\x02\x03\xff\xfe", "no-picture"),
    "scan.tif": (b"II*\0\x08\0\0\0", "unsupported-picture"),
    "flyer.jpg": (b"%PDF-1.7\n", "unsupported-picture"),
    "film.jpg": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "unsupported-picture"),
    "bomb.png": (png_of(30_000, 30_000), "huge-picture"),
    "larger.png": (png_of(2**31 - 1, 2**31 - 1), "huge-picture"),
    "large.png": (png_of(10_000, 5_001), "huge-picture"),
    "large.jpg": (jpeg_of(20_000, 12_501), "huge-picture"),
    "bomb.gif": (gif_bomb(), "huge-picture"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_published_is_told_before_it_is_decoded(tmp_path: Path, name: str) -> None:
    data, code = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        probe(tmp_path / name)
    assert caught.value.code == code
    assert caught.value.params["file"] == name


def test_a_kind_that_is_not_supported_is_named(tmp_path: Path) -> None:
    for name, kind in (("scan.tif", "TIFF"), ("flyer.jpg", "PDF"), ("film.jpg", "video")):
        (tmp_path / name).write_bytes(REFUSED[name][0])
        with pytest.raises(Unreadable) as caught:
            probe(tmp_path / name)
        assert caught.value.params["kind"] == kind


def noise(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_breaks_off_is_told_before_it_is_decoded(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "photo.jpg"
    data = noise(kind)
    for length in (len(data) // 3, len(data) // 2, len(data) - 3):
        file.write_bytes(data[:length])
        with pytest.raises(Unreadable, match="broken-picture"):
            probe(file)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_what_only_decoding_shows_is_told_then(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "photo.png"
    data = bytearray(noise(kind))
    middle = len(data) // 2
    data[middle : middle + 900] = b"\xff" * 900
    file.write_bytes(data)
    try:
        published = made(file)
    except Unreadable as fault:
        assert fault.code == "broken-picture"
    else:  # the format hides what is damaged
        assert published


MEASURED = """
import resource, sys
from pathlib import Path
from kairanban.images.photos.encoding import encode_variants
from kairanban.images.photos.probe import probe
file = Path(sys.argv[1])
probe(file)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert [each.width for each, _ in encode_variants(file, probe(file))][0] == 1600
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(("suffix", "most"), [("jpg", 90), ("png", 330)])
def test_memory_is_bounded(tmp_path: Path, suffix: str, most: int) -> None:
    """48 million pixels: a JPEG is decoded no larger than it is wanted, others only that far."""
    pytest.importorskip("resource")
    file = tmp_path / f"photo.{suffix}"
    Image.new("RGB", (8_000, 6_000), (90, 120, 80)).save(file, compress_level=1)
    command = [sys.executable, "-c", MEASURED, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert int(made.stdout) / 1024 < most  # MiB


def test_metadata_that_cannot_be_read_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    picture(80, 40).save(file, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    assert opened(made(file)["80.jpg"]).size == (80, 40)
