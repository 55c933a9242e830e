"""Random edits of pictures; each action is one of `editing.ACTIONS`."""

import io
import re
import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageCms

if TYPE_CHECKING:
    from editing import Site

SHOWN = re.compile(r"\n!\[[^\]\n]+\]\(([^)\n]+)\)\n")  # a picture in a body
KINDS = ("jpg", "png", "gif", "webp", "svg")  # file name suffixes
WORDS = ("机", "門と木", "看板の前", "雨の日の広場")  # alternative texts
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 {0}"><rect width="{0}" height="9"/>'
    "</svg>"
)


def drawn(random: Random, kind: str) -> bytes:
    """Return the bytes of a random picture; there are few, so that some are the same."""
    shade = random.randrange(6) * 40
    if kind == "svg":
        return SVG.format(20 + shade).encode()
    image = Image.new("RGB", random.choice(((40, 30), (60, 20), (520, 10))), (shade, 90, 90))
    extra: dict[str, object] = {}
    if kind in {"jpg", "webp"}:
        exif = Image.Exif()
        exif[0x0112] = random.choice((1, 6))
        extra["exif"] = exif
    if kind in {"jpg", "png"} and random.random() < 0.3:
        extra["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    image.save(out, {"jpg": "JPEG"}.get(kind, kind), **extra)
    return out.getvalue()


def pictures(site: "Site") -> list[Path]:
    """Return all pictures in the content."""
    return [file for kind in KINDS for file in sorted(site.content.rglob(f"*.{kind}"))]


def whole(site: "Site") -> list[Path]:
    """Return the pictures that are not spoilt; those must stay where they are, to be mended."""
    return [file for file in pictures(site) if file not in site.broken]


def new_picture(site: "Site", folder: Path) -> str:
    """Write a random picture into a folder, and return its file name."""
    site.number += 1
    kind = site.random.choice(KINDS)
    name = f"p{site.number}.{kind}"
    (folder / name).write_bytes(drawn(site.random, kind))
    return name


def show_pictures(site: "Site") -> None:
    """Show one to three pictures in a file, several as a gallery; some stand elsewhere too."""
    file = site.some(site.random.choice(("reports", "events", "pages", "organizations")))
    if not file:
        return
    known = [each.name for each in pictures(site) if each.parent == file.parent]
    with file.open("a", encoding="utf-8") as text:
        for _ in range(site.random.choice((1, 2, 3))):
            again = known and site.random.random() < 0.3
            name = site.random.choice(known) if again else new_picture(site, file.parent)
            text.write(f"\n![{site.random.choice(WORDS)}]({name})\n")


def head_picture(site: "Site") -> None:
    """Give a report or an event a new head picture."""
    file = site.some(site.random.choice(("reports", "events")))
    if file:
        name = new_picture(site, file.parent)
        text = file.read_text("utf-8")
        text = re.sub(r"\n見出し画像: .*\n画像の説明: .*", "", text)
        head = f"\n見出し画像: {name}\n画像の説明: {site.random.choice(WORDS)}\n"
        file.write_text(text.replace("\n", head, 1), "utf-8")


def logo(site: "Site") -> None:
    """Give an organization a new logo."""
    if file := site.some("organizations"):
        text = re.sub(r"\nロゴ: .*", "", file.read_text("utf-8"))
        name = new_picture(site, file.parent)
        file.write_text(text.replace("\n", f"\nロゴ: {name}\n", 1), "utf-8")


def replace_picture(site: "Site") -> None:
    """Write another picture into a picture's file."""
    if files := pictures(site):
        file = site.random.choice(files)
        file.write_bytes(drawn(site.random, file.suffix[1:]))


def swap_pictures(site: "Site") -> None:
    """Exchange the bytes of two pictures, so that the same pictures are published elsewhere."""
    if len(files := whole(site)) > 1:
        one, other = site.random.sample(files, 2)
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)


def rename_picture(site: "Site") -> None:
    """Rename a picture, and its links in the same folder."""
    if files := whole(site):
        file = site.random.choice(files)
        site.number += 1
        new = file.with_name(f"n{site.number}{file.suffix}")
        file.rename(new)
        for text in sorted(file.parent.glob("*.md")):
            words = text.read_text("utf-8")
            text.write_text(words.replace(file.name, new.name), "utf-8")


def hide_picture(site: "Site") -> None:
    """Remove a picture from a body, and delete its file where no other shows it."""
    file = site.some(site.random.choice(("reports", "events", "pages")))
    if file and (found := SHOWN.search(file.read_text("utf-8"))):
        file.write_text(file.read_text("utf-8").replace(found[0], "\n"), "utf-8")
        others = [each for each in file.parent.glob("*.md") if found[1] in each.read_text("utf-8")]
        if not others:
            (file.parent / found[1]).unlink(missing_ok=True)


def redescribe(site: "Site") -> None:
    """Change the alternative text of a picture."""
    file = site.some(site.random.choice(("reports", "events")))
    if file and (found := SHOWN.search(file.read_text("utf-8"))):
        shown = f"\n![{site.random.choice(WORDS)}]({found[1]})\n"
        file.write_text(file.read_text("utf-8").replace(found[0], shown), "utf-8")


def spoil_picture(site: "Site") -> None:
    """Spoil a picture until `editing.mend`: cut off, damaged inside, empty, or no picture."""
    if files := whole(site):
        file = site.random.choice(files)
        data = site.broken[file] = file.read_bytes()
        middle = len(data) // 2
        file.write_bytes(
            site.random.choice(
                (data[:middle], data[:middle] + b"\xff" * 40 + data[middle + 40 :], b"", b"memo\n")
            )
        )


def damage_what_was_made(site: "Site") -> None:
    """Damage or delete files of the picture cache, and sometimes delete the output folder."""
    stored = site.state.parent / "pictures"
    files = sorted(file for file in stored.rglob("*") if file.is_file())
    if files:
        file = site.random.choice(files)
        what = site.random.randrange(4)
        if what == 0:
            file.unlink()
        elif what == 1:
            # Written as a new file: the published one, which may be a hard link to it, must stay.
            data = bytearray(file.read_bytes())
            data[site.random.randrange(len(data))] ^= 1
            file.unlink()
            file.write_bytes(bytes(data))
        elif what == 2:
            shutil.rmtree(file.parent)
        else:
            shutil.rmtree(stored)
    if site.random.random() < 0.3:
        shutil.rmtree(site.output, ignore_errors=True)


# Those that stand here twice are done more often.
ACTIONS = (
    *(show_pictures, show_pictures, head_picture, logo, replace_picture, swap_pictures),
    *(rename_picture, hide_picture, redescribe, spoil_picture, damage_what_was_made),
)
