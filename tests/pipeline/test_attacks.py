"""Hundreds of attack strings in every place that an editor can write to: nothing active is made."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from attacks import (
    CODE,
    TARGETS,
    Links,
    active,
    attacks,
    one_line,
    packed,
    picture,
    quoted,
    written,
)
from conftest import LONG, ROOT, run_build
from kairanban.pipeline.loading.site_loader import load_site
from kairanban.reports.markdown_renderer import MarkdownRenderer
from kairanban.settings import Settings
from loading import load
from test_output import ADDRESS

# The theme's own: a form on each page, a QR code on each flyer.
OWN = re.compile(
    r'<form class="finder" role="search" action="[./]*search/">.*?</form>'
    r'|<svg class="qr" viewBox="[0 ]*[0-9 ]+" role="img" aria-label="[^"<]*"'
    r' shape-rendering="crispEdges"><path stroke="#000" d="[Mh0-9. ]+"/></svg>',
    re.S,
)
SETTINGS = """\
import sys
sys.path.insert(0, {folder!r})
from publishconf import *
KAIRANBAN_SOCIAL_CARDS = False
"""
ATTACKED = ("events", "reports")
TOGETHER = 15  # pages of each kind
ROUNDS = 24 if LONG else 6
KINDS = ("events", "reports", "organizations", "venues", "series", "pages")
RUNS = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|filesystem):", re.IGNORECASE)
EVENT = "題: 会\n日時: 2024-01-18 19:00\nオンライン: Zoom\n内容: 会\n参加費: 無料\n"
REPORT = "題: 報告\n公開日: 2024-01-20\n日時: 2024-01-18\nオンライン: Zoom\n概要: 報告\n"
# Where a header takes addresses.
PLACES = {
    "events": [
        EVENT + each
        for each in (
            "申込み: @",
            "申込み: { url: @ }",
            "問合せ: @",
            "メーリングリスト: @",
            "メーリングリスト: { url: @ }",
            "寄付: @",
            "画像: { file: @, alt: x }",
            "備考: '[x](@)'",
        )
    ]
    + ["題: 会\n日時: 2024-01-18 19:00\nオンライン: @\n内容: 会\n参加費: 無料\n"],
    "reports": [
        REPORT + each
        for each in (
            "資料: [{ title: x, url: @ }]",
            "資料: [@]",
            "メーリングリスト: @",
            "寄付: { url: @ }",
        )
    ],
    "organizations": [f"名称: 会\n{key}: @\n" for key in ("サイト", "連絡先", "電話", "ロゴ")],
    "venues": ["名称: 館\n住所: 仙台\nサイト: @\n", "名称: 館\n住所: 仙台\n電話: @\n"],
}


def test_the_net_itself_catches() -> None:
    for text in ("<img src=a.jpg onerror=a>", "<script>a</script>", "<a href='javascript:a'>x</a>"):
        assert active(text)
    assert active("<p>onerror=alert(1) javascript:alert(1)</p>") == []


@pytest.mark.parametrize("where", ["render_text", "render_fragment"])
def test_no_attack_survives_in_markdown(where: str) -> None:
    prose = MarkdownRenderer()
    make = getattr(prose, where)
    for attack in attacks():
        assert active(make(attack, Links())) == [], attack
        assert active(make(f"- x\n\n  > {one_line(attack)}", Links())) == [], attack


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a site of which every text is an attack.

    Some stop the build, as links to nowhere do; their files are taken out first. The others then
    stand together on few pages, every one in each text: on pages of their own they are made only
    by the long form, as each goes through Markdown alone in any case.
    """
    folder = tmp_path_factory.mktemp("attacked")
    content = folder / "content"
    for kind in KINDS:
        (content / kind).mkdir(parents=True)
        (content / kind / "a.jpg").write_bytes(picture())
    alone = [[attack] for attack in attacks()]
    count = sum(written(content, kind, alone) for kind in ATTACKED)
    count += packed(content, ROUNDS, 24 // ROUNDS)
    found = load_site(content, Settings(), MarkdownRenderer()).loaded.problems
    stopped = {problem.path for problem in found}
    result = sorted((p.path, p.line, p.code, p.params) for p in found)
    assert [each for each in result if "attack-" not in each[0]] == []
    assert len(stopped) < count * 0.35, result[:40]
    for kind in ATTACKED:
        left = [(content / kind / f"attack-{number}.md", each) for number, each in enumerate(alone)]
        good = [each for file, each in left if f"{kind}/{file.name}" not in stopped]
        for file, _ in left:
            file.unlink()
        size = 1 if LONG else -(-len(good) // TOGETHER)
        groups = [good[at : at + size] for at in range(0, len(good), size)]
        written(content, kind, [[attack for each in group for attack in each] for group in groups])
    settings = folder / "conf.py"  # social cards hold nothing but pixels
    settings.write_text(SETTINGS.format(folder=str(ROOT)), "utf-8")
    made = run_build(folder / "output", content=content, settings=settings)
    wrong = [line for line in made.stderr.splitlines() if not line.startswith("注意")]
    assert made.returncode == 0, wrong
    return folder / "output"


def test_nothing_active_is_published(attacked: Path) -> None:
    pages = list(attacked.rglob("*.html"))
    assert len(pages) > (600 if LONG else 120)
    ours = attacked / "search" / "index.html"  # which holds nothing of editors
    found = {
        page.relative_to(attacked): active(OWN.sub("", page.read_text("utf-8"), count=2))
        for page in pages
        if page != ours
    }
    assert {name: each for name, each in found.items() if each} == {}


def test_structured_data_cannot_be_left(attacked: Path) -> None:
    script = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    for page in attacked.rglob("*.html"):
        for document in script.findall(page.read_text("utf-8")):
            assert "<" not in document
            assert addresses_that_run(json.loads(document)) == []


def addresses_that_run(data: Any) -> list[str]:
    """The values of a JSON document, at any depth, that a program would run as an address."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [found for each in data for found in addresses_that_run(each)]
    return [data] if isinstance(data, str) and RUNS.match(data) else []


def test_files_for_programs_hold_no_address_that_runs_something(attacked: Path) -> None:
    for name in ("events.json", "calls.json"):
        result = json.loads((attacked / name).read_text("utf-8"))
        assert len(result[name.removesuffix(".json")]) >= ROUNDS
        assert addresses_that_run(result) == []


def test_nothing_active_is_in_feeds(attacked: Path) -> None:
    for name in ("reports", "events", "calls"):
        feed = feedparser.parse((attacked / f"feeds/{name}.atom").read_bytes(), sanitize_html=False)
        assert not feed.bozo
        assert feed.entries
        for entry in feed.entries:
            assert active(entry.content[0].value) == []
            assert active(entry.title if entry.title_detail.type == "text/html" else "") == []
            assert entry.link.startswith(ADDRESS)


def properties(component: icalendar.cal.Component) -> Iterator[tuple[str, Any]]:
    """All properties of a calendar, at any depth, with the names of its components."""
    yield "BEGIN", component.name
    for name, value in component.items():
        yield from ((name, each) for each in (value if isinstance(value, list) else [value]))
    for inside in component.subcomponents:
        yield from properties(inside)


def test_calendars_hold_only_what_they_were_given(attacked: Path) -> None:
    known = set("VCALENDAR VEVENT VTIMEZONE STANDARD DAYLIGHT".split())
    files = list(attacked.rglob("*.ics"))
    assert len(files) > (300 if LONG else 20)
    for file in files:
        for name, value in properties(icalendar.Calendar.from_ical(file.read_bytes())):
            assert name != "BEGIN" or value in known, file
            assert name != "X-EVIL", file
            if name in {"URL", "ATTACH", "IMAGE", "CONFERENCE", "ORGANIZER", "SOURCE"}:
                given = (ADDRESS, "https://example.org/", "mailto:")
                # 「オンライン: x ATTACH:https://…」 names a place to meet, with its address.
                given += ("https://evil.example.net/x",) if name == "CONFERENCE" else ()
                assert str(value).startswith(given), file
            assert "EVIL" not in "".join(getattr(value, "params", {})).upper(), file


def test_the_words_of_an_attack_are_shown_as_words(attacked: Path) -> None:
    page = (attacked / "reports/attack-0/index.html").read_text("utf-8")
    assert "x &lt;img alt=x src=a.jpg onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("kind", PLACES)
def test_an_address_that_runs_something_is_told_or_made_words(kind: str, tmp_path: Path) -> None:
    """In whatever field it stands: no record holds it as an address."""
    targets = [target.replace("{c}", CODE) for target in TARGETS]
    content = tmp_path / "content"
    (content / kind).mkdir(parents=True)
    for at, template in enumerate(PLACES[kind]):
        for number, target in enumerate(targets):
            inside = "'" in template.partition("@")[0]
            value = target.replace("'", "''") if inside else quoted(target)
            header = template.replace("@", value).replace("名称: ", f"名称: {at}の{number}")
            text = f"---\n{header}\n---\n"
            (content / kind / f"x{at}-{number}.md").write_text(text, "utf-8")
    loaded = load(content, Settings())
    stopped = {problem.path for problem in loaded.problems}
    assert len(stopped) >= len(targets)
    for record in getattr(loaded.collection, kind).values():
        if record.path not in stopped:
            assert hrefs_that_run(record.model_dump()) == [], record.path


def hrefs_that_run(data: Any) -> list[str]:
    """The addresses in a record that run something."""
    found = []
    for key, value in data.items() if isinstance(data, dict) else ():
        if key in {"url", "href", "file"} and value:
            found += [value] if RUNS.match(str(value)) else []
        for each in value if isinstance(value, tuple | list) else [value]:
            found += hrefs_that_run(each)
    return found
