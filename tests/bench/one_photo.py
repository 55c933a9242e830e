"""What one photo of twelve megapixels costs: `python tests/bench/one_photo.py`, and `invoke bench`.

The same photos are made into WebP in three widths and a JPEG by ours, by the plugin
pelican-image-process, and by Hugo; ours and Hugo's make AVIF in the same widths as well, which is
told apart. Told is processor time, of all threads: that of a run with the photos less that of the
same run without any, by the number of photos. Wall time would tell more of the machine. All were
held level, since only ours turns those that were not, which then are larger.
"""

import argparse
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from costs import run
from generators import HUGO, OURS, ROOT, find_hugo
from goals import Verdict
from photographs import photograph

PLUGIN = "pelican-image-process"
MOST = Fraction(45, 100)  # seconds of a processor for one photo without AVIF
WIDTHS = (480, 960, 1600)
OUTPUT = "output"
# Only a build's part with pictures: what is made of which photo is asked of the same recipe.
OURS_PROGRAM = """\
import sys
from pathlib import Path
from kairanban.images.photos import encode
from kairanban.images.photos.probe import probe

formats, whole = tuple(sys.argv[1].split(",")), encode.recipe
encode.recipe = lambda found: whole(found)._replace(formats=formats)
for file in sorted(Path("photos").iterdir()):
    for rendition, data in encode.encoded(file, probe(file)):
        Path("output", f"{file.stem}-{rendition.width}.{rendition.format}").write_bytes(data)
"""
PLUGIN_SETTINGS = f"""\
SITENAME = "photos"
SITEURL = ""
TIMEZONE = "Asia/Tokyo"
PATH = "content"
OUTPUT_PATH = "{OUTPUT}"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = []
STATIC_PATHS = ["photos"]
PLUGINS = ["pelican.plugins.image_process"]
IMAGE_PROCESS = {{
    "photo": {{
        "type": "responsive-image",
        "srcset": [(f"{{w}}w", [f"scale_in {{w}} 9999 False"], "webp") for w in {WIDTHS}],
        "sizes": "100vw",
        "default": ["scale_in 1600 9999 False"],
    }}
}}
"""
HUGO_SETTINGS = """\
baseURL = "http://localhost/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "section", "404"]
"""
HUGO_LAYOUT = """\
{{ $page := . }}{{ range .Resources.ByType "image" }}{{ $photo := . }}
{{ range slice 480 960 1600 }}{{ $width := . }}{{ range slice FORMATS }}
<img src="{{ ($photo.Resize (printf "%dx %s" $width .)).RelPermalink }}" alt="">
{{ end }}{{ end }}<img src="{{ ($photo.Resize "1600x jpg").RelPermalink }}" alt="">{{ end }}
"""
Command = tuple[Sequence[str], Mapping[str, str]]  # with what is added to the environment


@dataclass(frozen=True, slots=True)
class PhotoCosts:
    """Seconds of a processor for one photo: to WebP and JPEG, and to AVIF as well."""

    plain: Mapping[str, float]  # by what made it
    avif: Mapping[str, float]

    def verdict(self) -> Verdict:
        """The goal."""
        name = "a photo to three WebP and a JPEG, processor seconds"
        return Verdict(name=name, goal=MOST, measured=self.plain[OURS])

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield "a photo to three WebP and a JPEG, processor seconds:"
        for name, seconds in self.plain.items():
            ratio = "" if name == OURS else f"  Kairanban to it: {self.plain[OURS] / seconds:.2f}"
            yield f"  {name:<24}{seconds:>6.2f}{ratio}"
        yield "three AVIF more:"
        for name, seconds in self.avif.items():
            yield f"  {name:<24}{seconds - self.plain[name]:>6.2f}"

    def as_json(self) -> dict[str, object]:
        """For programs."""
        ours = self.plain[OURS]
        return {
            "webp and jpeg": {name: round(each, 3) for name, each in self.plain.items()},
            "avif more": {n: round(each - self.plain[n], 3) for n, each in self.avif.items()},
            "ratios": {n: round(ours / each, 3) for n, each in self.plain.items() if n != OURS},
        }


def measure_one_photo(
    photos: int, runs: int, folder: Path, hugo: str | None, say: Callable[[str], None]
) -> PhotoCosts:
    """The medians of so many runs in turns, over so many photos."""
    say(f"making pictures of {photos} photos")
    files = folder / "photographs"
    files.mkdir(parents=True)
    for number in range(photos):
        (files / f"{number}.jpg").write_bytes(photograph(number, level=True))
    tasks = dict(_tasks(folder, hugo))
    costs: dict[tuple[str, bool], list[float]] = {task: [] for task in tasks}
    for _ in range(runs):
        for (name, avif), (place, (command, environment)) in tasks.items():
            used = []
            for some in ((), sorted(files.iterdir())):
                shutil.rmtree(place / OUTPUT, ignore_errors=True)
                shutil.rmtree(place / "resources", ignore_errors=True)
                (place / OUTPUT).mkdir()
                _put(place, name, some)
                all_environment = {**os.environ, **environment}
                used.append(run(command, place, place / OUTPUT, all_environment).cpu)
            _see(place / OUTPUT, photos, avif=avif)
            costs[name, avif].append((used[1] - used[0]) / photos)
            say(f"{name:<24}{'with AVIF' if avif else '':<12}{costs[name, avif][-1]:>6.2f} s cpu")
    middle = {task: median(some) for task, some in costs.items()}
    return PhotoCosts(
        {name: seconds for (name, avif), seconds in middle.items() if not avif},
        {name: seconds for (name, avif), seconds in middle.items() if avif},
    )


def _tasks(
    folder: Path, hugo: str | None
) -> Iterator[tuple[tuple[str, bool], tuple[Path, Command]]]:
    """What is there to measure: by its name and whether it makes AVIF too, where and how."""
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "pycache"), "PYTHONDONTWRITEBYTECODE": ""}
    for avif in (False, True):
        place = folder / f"ours {avif}"
        place.mkdir()
        command = [sys.executable, "-c", OURS_PROGRAM, "avif,webp" if avif else "webp"]
        path = os.pathsep.join((str(ROOT / "plugins"), os.environ.get("PYTHONPATH", "")))
        yield (OURS, avif), (place, (command, {**compiled, "PYTHONPATH": path}))
    if _has_plugin():
        place = folder / "plugin"
        (place / "content" / "pages").mkdir(parents=True)
        (place / "settings.py").write_text(PLUGIN_SETTINGS, "utf-8")
        command = [sys.executable, "-m", "pelican", "-s", "settings.py", "--fatal", "errors"]
        yield (PLUGIN, False), (place, (command, compiled))
    for avif in (False, True) if hugo else ():
        assert hugo
        place = folder / f"hugo {avif}"
        (place / "layouts").mkdir(parents=True)
        (place / "hugo.toml").write_text(HUGO_SETTINGS, "utf-8")
        formats = '"avif" "webp"' if avif else '"webp"'
        (place / "layouts" / "home.html").write_text(HUGO_LAYOUT.replace("FORMATS", formats))
        cache = ["--noBuildLock", "--cacheDir", str(place / "cache")]
        yield (HUGO, avif), (place, ([hugo, "--quiet", "--destination", OUTPUT, *cache], {}))


def _has_plugin() -> bool:
    try:
        return importlib.util.find_spec("pelican.plugins.image_process") is not None
    except ModuleNotFoundError:
        return False


def _put(place: Path, name: str, photos: Sequence[Path]) -> None:
    """The photos where a site has them, and a page that shows them."""
    content = {OURS: place, PLUGIN: place / "content", HUGO: place / "content"}[name]
    target = content / "photos" if name != HUGO else content
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in photos:
        shutil.copy(file, target)
    if name == HUGO:
        (content / "_index.md").write_text("---\ntitle: photos\n---\n", "utf-8")
    if name == PLUGIN:
        shown = "".join(
            f'<p><img class="image-process-photo" src="/photos/{file.name}" alt=""></p>\n'
            for file in photos
        )
        page = f"<html><head><title>photos</title></head><body>\n{shown}</body></html>\n"
        (content / "pages" / "photos.html").write_text(page, "utf-8")


def _see(output: Path, photos: int, *, avif: bool) -> None:
    """Ends the program where not every picture was made."""
    found = [file.suffix for file in output.rglob("*") if file.is_file()]
    wanted = {".webp": len(WIDTHS), ".jpg": 1, ".avif": len(WIDTHS) if avif else 0}
    for suffix, each in wanted.items():
        if found.count(suffix) < each * photos:
            sys.exit(f"{output}: {found.count(suffix)} {suffix} of {photos} photos")


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=4)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        costs = measure_one_photo(asked.photos, asked.runs, place, find_hugo(), print)
    print(*costs.lines(), costs.verdict().line(), sep="\n")


if __name__ == "__main__":
    main()
