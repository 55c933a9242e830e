import io
import struct
import zlib
from pathlib import Path

import pytest
from kairanban.images.upright import WIDEST, published, size
from kairanban.records.problems import Unreadable
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


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


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


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_picture_is_turned_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    file = tmp_path / f"photo.{suffix}"
    picture(80, 40).save(file, exif=exif(orientation))
    shown = opened(published(file))
    assert (shown.size, dark_corner(shown)) == TURNED[orientation]
    assert size(file) == shown.size


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif"])
def test_nothing_but_the_pixels_is_published(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"photo.{suffix}"
    extra = {"comment": b"at home", "dpi": (300, 300)} if suffix in {"jpg", "gif"} else {}
    if suffix != "gif":
        extra["exif"] = exif(1)
    picture(80, 40).save(file, xmp=b"<x:xmpmeta/>", **extra)
    before = file.read_bytes()
    after = published(file)
    assert b"Secret Phone" in before or b"at home" in before
    for trace in (b"Secret", b"Exif", b"eXIf", b"EXIF", b"at home", b"xmp", b"iCCP", b"ICC_"):
        assert trace not in after
    assert not opened(after).getexif()


@pytest.mark.parametrize(("orientation", "shown"), [(1, (1600, 1200)), (6, (1600, 2133))])
def test_a_wide_photo_is_scaled_down(
    tmp_path: Path, orientation: int, shown: tuple[int, int]
) -> None:
    file = tmp_path / "photo.jpg"
    picture(4000, 3000).save(file, exif=exif(orientation))
    assert opened(published(file)).size == size(file) == shown
    assert shown[0] == WIDEST


def test_a_narrow_photo_keeps_its_size(tmp_path: Path) -> None:
    file = tmp_path / "PHOTO.JPG"
    picture(1600, 9).save(file, "JPEG")
    assert opened(published(file)).size == size(file) == (1600, 9)


def swapped_profile() -> bytes:
    """A profile of another space than sRGB (Lab's white is at its end of the scale)."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def test_a_colour_profile_is_applied_and_gone(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The same profile with its red and green primaries exchanged: red pixels mean green.
    red, green = srgb.index(b"rXYZ"), srgb.index(b"gXYZ")
    tags = bytearray(srgb)
    tags[red : red + 4], tags[green : green + 4] = b"gXYZ", b"rXYZ"
    Image.new("RGB", (16, 16), (200, 30, 30)).save(file, icc_profile=bytes(tags))
    shown = opened(published(file))
    red_now, green_now, _ = shown.getpixel((8, 8))  # type: ignore[misc]
    assert green_now > 150 > red_now
    assert "icc_profile" not in shown.info


@pytest.mark.parametrize("profile", [b"nonsense", swapped_profile()])
def test_a_colour_profile_that_does_not_fit_is_left_out(tmp_path: Path, profile: bytes) -> None:
    file = tmp_path / "photo.png"
    Image.new("RGB", (16, 16), (200, 30, 30)).save(file, icc_profile=profile)
    assert opened(published(file)).getpixel((8, 8)) == (200, 30, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_understood(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "drawing.png"
    if mode == "I;16":
        Image.frombytes("I;16", (2000, 4), struct.pack("<H", 0x8000) * 8000).save(file)
    else:
        Image.new("RGB", (2000, 4), (128, 128, 128)).convert(mode).save(file)
    shown = opened(published(file))
    assert shown.size == (1600, 3)
    grey = int(str(shown.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))))
    assert abs(grey - 128) < 4


def test_transparency_stays_where_the_format_has_it_and_is_white_in_a_jpeg(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    clear.save(tmp_path / "logo.png")
    clear.save(tmp_path / "logo.jpg", "PNG")  # named wrongly, as happens
    assert opened(published(tmp_path / "logo.png")).getpixel((4, 4)) == (0, 0, 0, 0)
    jpeg = opened(published(tmp_path / "logo.jpg"))
    assert (jpeg.format, jpeg.getpixel((4, 4))) == ("JPEG", (255, 255, 255))


def test_a_moving_picture_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [picture(20, 10), Image.new("RGB", (20, 10), "black")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    shown = opened(published(tmp_path / "moving.gif"))
    assert (shown.format, getattr(shown, "n_frames", 1)) == ("GIF", 1)
    assert dark_corner(shown) == "top left"


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        picture(3000, 20).save(tmp_path / name, exif=exif(6))
    assert published(tmp_path / "a.jpg") == published(tmp_path / "b.jpg")


def png_of(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            *(b"\x89PNG\r\n\x1a\n", struct.pack(">I", 13), header),
            *(struct.pack(">I", zlib.crc32(header)), b"\0\0\0\0IEND\xae\x42\x60\x82"),
        ]
    )


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.jpg", b"", "broken-picture"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "broken-picture"),
        ("bad.webp", b"RIFF\0\0\0\0WEBPnone", "broken-picture"),
        ("phone.jpg", b"\0\0\0\x18ftypheic", "unsupported-picture"),
        ("text.png", b"not a picture", "unsupported-picture"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported-picture"),
        ("photo.heic", b"\0\0\0\x18ftypheic", "unsupported-picture"),
        ("bomb.png", png_of(50_000, 50_000), "huge-picture"),
        ("large.png", png_of(10_001, 10_000), "huge-picture"),
    ],
)
def test_what_cannot_be_published_is_told(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    for reading in (size, published):
        with pytest.raises(Unreadable) as caught:
            reading(tmp_path / name)
        assert (caught.value.code, caught.value.params) == (code, {"file": name})


def test_a_photo_that_breaks_off_is_told(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(whole, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(whole.getvalue()[:3000])
    with pytest.raises(Unreadable, match="broken-picture"):
        published(tmp_path / "photo.jpg")


def test_metadata_that_cannot_be_read_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    picture(80, 40).save(file, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    assert opened(published(file)).size == size(file) == (80, 40)
