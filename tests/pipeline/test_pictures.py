"""Pictures of a whole site: made once, told with their pages where they are wrong, no leak."""

import io
import json
import re
import shutil
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW
from kairanban.commands.build import build
from kairanban.commands.check import main as check
from kairanban.pipeline.assets.picture_cache import MAX_UNUSED_AGE, PictureCache
from kairanban.pipeline.messages import Progress
from kairanban.pipeline.store.store import StoreMemory
from kairanban.site.i18n.template_cache import KnownTemplates
from PIL import Image
from tiny import write_settings

EVENT = "events/2024-01-18-kai.md"
Build = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def settings(small: Path, tmp_path: Path) -> Path:
    return write_settings(tmp_path / "conf.py", PATH=str(small))


@pytest.fixture
def built(
    settings: Path,
    tmp_path: Path,
    templates: KnownTemplates,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Build:
    """Builds into `output`, or where it is told to; the exit code, and what was found."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    def run(output: Path = tmp_path / "output") -> tuple[int, list[str]]:
        memory = StoreMemory(templates=templates)
        code = build(str(settings), None, str(output), memory=memory)
        said = capfd.readouterr().err
        assert "Traceback" not in said
        return code, [line for line in said.splitlines() if "content/" in line]

    return run


def photo(width: int = 700, height: int = 500, shade: int = 90) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Secret Phone"
    Image.new("RGB", (width, height), (shade, 120, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def show(content: Path, *names: str) -> dict[str, int]:
    """Writes these pictures into the meeting's announcement; the line of each."""
    file = content / EVENT
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    places = {}
    for name in names:
        lines += ["", f"![会場の様子]({name})", "", "つぎ。"]
        places[name] = len(lines) - 2
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return places


def published(output: Path) -> dict[str, list[str]]:
    """The pictures of a site: what each is called, and its files."""
    found: dict[str, list[str]] = {}
    for file in sorted((output / "images").glob("*")):
        name, _, rest = file.name.partition("-")
        found.setdefault(name, []).append(rest)
    return found


def kept(output: Path) -> dict[str, int]:
    """What was made so far, with the time of each file."""
    folder = output.parent / ".output.kairanban" / "pictures"
    return {
        file.relative_to(folder).as_posix(): file.stat().st_mtime_ns
        for file in folder.rglob("*")
        if file.is_file()
    }


def bomb() -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(bytes(90_000)), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def damaged() -> bytes:
    """A PNG that has an end, but other pixels than it says."""
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[2000:2400] = bytes(400)
    return bytes(data)


WRONG = {
    "cut.jpg": (photo()[:900], "壊れていて開けません"),
    "huge.png": (bomb(), "大きすぎます"),
    "phone.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
    "phone.jpg": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
    "script.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "スクリプト",
    ),
    "notes.jpg": ("写真は後で。".encode(), "画像ではなく文章です"),
    "nothing.png": (b"", "0バイト"),
    "scan.tif": (b"II*\0\x08\0\0\0", "TIFF"),
    "paper.pdf": (b"%PDF-1.7", "画像ではありません"),
}


def test_every_wrong_picture_is_told_with_the_line_that_shows_it(
    small: Path, tmp_path: Path, built: Build
) -> None:
    for name, (data, _) in WRONG.items():
        (small / "events" / name).write_bytes(data)
    places = show(small, *WRONG)
    code, result = built()
    assert code == 1
    assert not (tmp_path / "output").exists()
    assert len(result) == len(WRONG)
    for name, (_, words) in WRONG.items():
        (line,) = [line for line in result if f"「{name}」" in line]
        assert line.startswith(f"content/{EVENT}:{places[name]}: ")
        assert words in line


def test_the_check_tells_of_pictures_as_a_build_does(
    small: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "events" / "phone.heic").write_bytes(WRONG["phone.heic"][0])
    (small / "events" / "moving.gif").write_bytes(moving())
    places = show(small, "phone.heic", "moving.gif")
    assert check(str(settings), None, "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["line"], each["level"], each["code"]) for each in found] == [
        (places["phone.heic"], "problem", "heic-picture"),
        (places["moving.gif"], "warning", "moving-picture"),
    ]


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), (shade, 0, 0)) for shade in (20, 200)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_a_moving_picture_is_published_still_and_told(
    small: Path, tmp_path: Path, built: Build
) -> None:
    (small / "events" / "moving.gif").write_bytes(moving())
    places = show(small, "moving.gif")
    code, result = built()
    assert code == 0
    start = f"注意: content/{EVENT}:{places['moving.gif']}: 「moving.gif」は動く画像です"
    assert [line.startswith(start) for line in result] == [True]
    ((_, files),) = published(tmp_path / "output").items()
    assert files == ["60.png", "60.webp"]


def test_what_only_decoding_shows_is_told_with_every_page_and_remembered(
    small: Path, tmp_path: Path, built: Build
) -> None:
    (small / "events" / "bad.png").write_bytes(damaged())
    places = show(small, "bad.png")
    about = small / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\n![同じ](../events/bad.png)\n", "utf-8")
    line = about.read_text("utf-8").split("\n").index("![同じ](../events/bad.png)") + 1
    for _ in range(2):
        code, result = built()
        assert code == 1
        assert [each.partition(": ")[0] for each in result] == [
            f"content/{EVENT}:{places['bad.png']}",
            f"content/pages/about.md:{line}",
        ]
    (small / "events" / "bad.png").write_bytes(photo())
    assert built()[0] == 0


@pytest.mark.parametrize(
    "written",
    ["![](a.jpg)", '<img src="a.jpg">', "<img alt='' src='a.jpg'>", "![][a]\n\n[a]: a.jpg"],
)
def test_a_photo_without_a_description_is_told(small: Path, built: Build, written: str) -> None:
    (small / "events" / "a.jpg").write_bytes(photo())
    file = small / EVENT
    file.write_text(f"{file.read_text('utf-8')}\n{written}\n", "utf-8")
    code, result = built()
    assert code == 1
    assert ["の説明がありません" in line for line in result] == [True]


def test_the_same_bytes_are_published_once_whatever_they_are_called(
    small: Path, tmp_path: Path, built: Build
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (small / "events" / name).write_bytes(photo())
    show(small, "a.jpg", "b.jpg")
    assert built()[0] == 0
    ((name, files),) = published(tmp_path / "output").items()
    assert files == ["480.avif", "480.webp", "700.avif", "700.jpg", "700.webp"]
    page = (tmp_path / "output/events/2024-01-18-kai/index.html").read_text("utf-8")
    assert page.count(f"images/{name}-700.jpg") == 2


def test_a_linked_picture_leaks_no_more_than_one_that_is_shown(
    small: Path, tmp_path: Path, built: Build
) -> None:
    (small / "events" / "map.jpg").write_bytes(photo())
    file = small / EVENT
    file.write_text(file.read_text("utf-8") + "\n[地図](map.jpg)\n", "utf-8")
    output = tmp_path / "output"
    assert built()[0] == 0
    page = (output / "events/2024-01-18-kai/index.html").read_text("utf-8")
    link = re.search(r'<a href="\.\./\.\./(images/[0-9a-f]{16}-700\.jpg)">地図</a>', page)
    assert link
    for file in output.rglob("*"):
        assert not file.is_file() or b"Secret Phone" not in file.read_bytes(), file
    assert not list(output.rglob("map.jpg"))


def test_no_picture_is_made_twice(small: Path, tmp_path: Path, built: Build) -> None:
    output = tmp_path / "output"
    (small / "events" / "a.jpg").write_bytes(photo())
    show(small, "a.jpg")
    assert built()[0] == 0
    before, first = kept(output), published(output)
    assert len(before) == 6
    for what in ("output", "state", "both"):
        if what != "state":
            shutil.rmtree(output)
        if what != "output":
            (tmp_path / ".output.kairanban" / "state.sqlite").unlink()
        assert built()[0] == 0
        assert published(output) == first
        assert kept(output) == before


def test_a_damaged_picture_is_made_again(small: Path, tmp_path: Path, built: Build) -> None:
    output = tmp_path / "output"
    (small / "events" / "a.jpg").write_bytes(photo())
    show(small, "a.jpg")
    assert built()[0] == 0
    right = {file.name: file.read_bytes() for file in (output / "images").iterdir()}
    folder = next((tmp_path / ".output.kairanban" / "pictures").iterdir())
    spoilt = bytearray((folder / "480.webp").read_bytes())
    spoilt[-5] ^= 1
    for name, data in (("480.webp", bytes(spoilt)), ("700.jpg", b""), ("made.json", b"{")):
        (folder / name).unlink()
        (folder / name).write_bytes(data)
        (output / "images" / f"{folder.name}-480.webp").unlink()
        assert built()[0] == 0
        assert {file.name: file.read_bytes() for file in (output / "images").iterdir()} == right
        assert (folder / name).read_bytes() != data


def test_another_photo_touches_its_own_files_and_the_pages_that_show_it(
    small: Path, tmp_path: Path, built: Build
) -> None:
    output = tmp_path / "output"
    for name, shade in (("a.jpg", 10), ("b.jpg", 200)):
        (small / "events" / name).write_bytes(photo(shade=shade))
    show(small, "a.jpg", "b.jpg")
    assert built()[0] == 0
    before = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    old = published(output)
    (small / "events" / "b.jpg").write_bytes(photo(shade=201))
    assert built()[0] == 0
    new = published(output)
    assert len(old.keys() & new.keys()) == 1
    assert len(new) == 2
    after = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    pages = {
        file.relative_to(output).as_posix()
        for file, at in after.items()
        if before.get(file) != at and file.parent.name != "images"
    }
    assert pages == {"events/2024-01-18-kai/index.html", "feeds/events.atom"}
    (same,) = old.keys() & new.keys()
    for file in (output / "images").glob(f"{same}-*"):
        assert before[file] == after[file]


def test_what_was_made_is_forgotten_a_month_after_it_was_shown(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures", "these encoders")
    for name in ("shown", "dropped", "old"):
        cache.put(name, [("480.webp", b"x")])
    now = time.time()
    cache.prune({"shown"}, {"dropped"}, now + MAX_UNUSED_AGE - 9)
    assert sorted(file.name for file in (tmp_path / "pictures").iterdir()) == [
        *("dropped", "old", "shown"),
    ]
    cache.prune({"shown"}, set(), now + MAX_UNUSED_AGE + 9)
    assert sorted(file.name for file in (tmp_path / "pictures").iterdir()) == ["dropped", "shown"]
    cache.prune({"shown"}, set(), now + 2 * MAX_UNUSED_AGE + 9)
    assert [file.name for file in (tmp_path / "pictures").iterdir()] == ["shown"]


def test_what_other_encoders_made_is_not_taken(tmp_path: Path) -> None:
    PictureCache(tmp_path / "kept", "these").put("a", [("480.webp", b"x")])
    assert PictureCache(tmp_path / "kept", "these").take("a", tmp_path / "images" / "a")
    assert (tmp_path / "images" / "a-480.webp").read_bytes() == b"x"
    assert not PictureCache(tmp_path / "kept", "others").take("a", tmp_path / "images" / "a")


def test_progress_is_told_when_it_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = 0.0
    with Progress("pictures", 40, "ja", clock=lambda: seconds) as progress:
        for _ in range(40):
            seconds += 0.7
            progress.step()
    result = capsys.readouterr().err.splitlines()
    assert result == [
        "画像を作っています… 3/40枚",
        "画像を作っています… 18/40枚",
        "画像を作っています… 33/40枚",
    ]
    with Progress("pictures", 40, "ja", clock=lambda: seconds) as progress:
        for _ in range(40):
            progress.step()
    assert capsys.readouterr().err == ""


def test_a_build_has_the_same_pictures_with_one_thread_and_with_several(
    small: Path, tmp_path: Path, built: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shade in range(6):
        (small / "events" / f"p{shade}.jpg").write_bytes(photo(600, 20, shade * 40))
    show(small, *(f"p{shade}.jpg" for shade in range(6)))
    found = []
    for count in ("1", "5"):
        output = tmp_path / count / "output"
        monkeypatch.setenv("KAIRANBAN_PROCESSES", count)
        assert built(output)[0] == 0
        files = sorted((output / "images").iterdir())
        found.append([(file.name, file.read_bytes()) for file in files])
    assert len(found[0]) == 30
    assert found[0] == found[1]
