"""What was written, read back by others: links, ids, structured data, HTML."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import run_build
from tiny import write_settings

ADDRESS = "https://socialhub.example.org/"
NU = Path(__file__).parent.parent / "node/node_modules/vnu-jar/build/dist/vnu.jar"


class Reading(HTMLParser):
    """Ids, links and JSON-LD of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.heads: dict[str, str] = {}
        self.documents: list[dict[str, object]] = []
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self.links += [given[key] for key in ("href", "src") if key in given]
        if tag == "meta":
            self.heads[given.get("property") or given.get("name", "")] = given.get("content", "")
        if given.get("rel") == "canonical":
            self.heads["canonical"] = given["href"]
        assert not any(key.startswith("on") or key == "style" for key in given), given
        self._data = given.get("type") == "application/ld+json"
        assert tag != "script" or self._data or "src" in given
        assert tag != "style"

    def handle_data(self, data: str) -> None:
        if self._data:
            self.documents.append(json.loads(data))
            self._data = False


def pages(site: Path) -> dict[str, Reading]:
    """Every page by its path."""
    read = {}
    for file in sorted(site.rglob("*.html")):
        reading = Reading()
        reading.feed(file.read_text("utf-8"))
        path = file.relative_to(site).as_posix()
        read[path.removesuffix("index.html") if path.endswith("index.html") else path] = reading
    return read


def test_every_link_and_fragment_leads_somewhere(site: Path) -> None:
    read = pages(site)
    assert len(read) > 80
    for path, page in read.items():
        for link in page.links:
            parts = urlsplit(urljoin(ADDRESS + path, link))
            if parts.netloc != urlsplit(ADDRESS).netloc or parts.scheme != "https":
                continue
            if parts.path in {"/form", "/ml", "/donate"}:  # made up for the first site
                continue
            target = unquote(parts.path).removeprefix("/")
            assert target in read or (site / target).is_file(), f"{path}: {link}"
            if parts.fragment and target in read:
                assert unquote(parts.fragment) in read[target].ids, f"{path}: {link}"


def test_links_inside_the_site_are_relative(site: Path) -> None:
    for path, page in pages(site).items():
        if path != "404.html":
            assert not [link for link in page.links if link.startswith("/")], path


def test_an_id_stands_once_on_a_page(site: Path) -> None:
    for path, page in pages(site).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_page_says_what_and_where_it_is(site: Path) -> None:
    for path, page in pages(site).items():
        assert page.heads["description"], path
        assert page.heads["og:title"], path
        if path != "404.html":
            canonical = page.heads["canonical"]
            assert unquote(canonical) == ADDRESS + path.removesuffix("flyer/"), path
            assert page.heads["og:url"] == canonical


def test_the_sitemap_lists_every_page_but_404_and_flyers(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")
    listed = {element.text or "" for element in tree.iter() if element.tag.endswith("loc")}
    assert {unquote(url) for url in listed} == {
        ADDRESS + path
        for path in pages(site)
        if path != "404.html" and not path.endswith("/flyer/")
    }
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_an_event_tells_programs_what_its_page_tells_people(site: Path) -> None:
    read = pages(site)["events/2024-01-18-johokokankai/"]
    event, crumbs = read.documents
    assert crumbs["@type"] == "BreadcrumbList"
    assert event["@type"] == "Event"
    assert event["startDate"] == "2024-01-18T19:00:00+09:00"
    assert event["endDate"] == "2024-01-18T20:30:00+09:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert event["isAccessibleForFree"] is True
    assert event["image"] == [read.heads["og:image"]]
    locations = event["location"]
    assert isinstance(locations, list)
    assert [place["@type"] for place in locations] == ["Place", "VirtualLocation"]
    assert locations[1]["url"] == "https://socialhub.example.org/form"
    text = (site / "events/2024-01-18-johokokankai/index.html").read_text("utf-8")
    assert str(event["name"]) in re.sub(r"<wbr>", "", text)
    assert "2024年1月18日(木)" in text


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("2027-02-06-fuyu-machiaruki", "EventCancelled"),
        ("2027-02-27-shotengai-kengaku", "EventPostponed"),
        ("2027-01-28-johokokankai", "EventRescheduled"),
        ("2027-02-09-kikikata", "EventMovedOnline"),
        ("2026-12-05-kikikata", "EventScheduled"),
    ],
)
def test_what_became_of_an_event_is_told(site: Path, slug: str, status: str) -> None:
    event = pages(site)[f"events/{slug}/"].documents[0]
    assert event["eventStatus"] == f"https://schema.org/{status}"
    if status == "EventRescheduled":
        assert event["previousStartDate"] == ["2027-01-21T19:00:00+09:00"]


def test_what_moved_online_has_no_hall_any_more(tmp_path: Path) -> None:
    files = {
        "events/2026-12-11-kai.md": "題: 冬の会\n日時: 2026-12-11 19:00\n会場: 市民会館とZoom\n"
        "状態: オンライン変更\n内容: 話します。\n参加費: 無料\n申込み: 不要\n",
        "venues/kaikan.md": "名称: 市民会館\n住所: 塩竈市港町0-0\n交通: 駅から歩いて五分\n",
        "reports/kai.md": "題: 冬の会の報告\n公開日: 2026-12-12\nイベント: 2026-12-11-kai\n",
    }
    for path, header in files.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{header}---\n話しました。\n", "utf-8")
    site = tmp_path / "output"
    made = run_build(
        site, content=tmp_path / "content", settings=write_settings(tmp_path / "conf.py")
    )
    assert made.returncode == 0, made.stderr
    for path in ("events/2026-12-11-kai/", "events/2026-12-11-kai/flyer/", "reports/kai/"):
        text = (site / path / "index.html").read_text("utf-8")
        assert "Zoom" in text, path
        assert not re.search("市民会館|港町|駅から", text), path
    event = pages(site)["events/2026-12-11-kai/"].documents[0]
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    locations = event["location"]
    assert isinstance(locations, list)
    assert [place["@type"] for place in locations] == ["VirtualLocation"]
    [result] = json.loads((site / "events.json").read_bytes())["events"]
    assert (result["venue"], result["online"]) == (None, "Zoom")


def test_a_report_is_about_its_event(site: Path) -> None:
    report = pages(site)["reports/2023-12-21-johokokankai/"].documents[0]
    assert report["@type"] == "Article"
    about, mentions = report["about"], report["mentions"]
    assert isinstance(about, dict)
    assert about["url"] == ADDRESS + "events/2023-12-21-johokokankai/"
    assert isinstance(mentions, list)
    assert ADDRESS + "organizations/tohoku-saisei/" in [each.get("url") for each in mentions]


def test_the_nu_checker_finds_nothing(site: Path, tmp_path: Path) -> None:
    java = shutil.which("java")
    if not java or not NU.is_file():
        pytest.skip("the Nu HTML checker needs Java and npm")
    broken = tmp_path / "broken.html"
    broken.write_text("<!doctype html><title>x</title><p><div id=a id=b>", "utf-8")
    command = [java, "-Xss4m", "-jar", str(NU), "--stdout"]
    assert subprocess.run([*command, broken], capture_output=True, check=False).returncode != 0
    for kind in (["--skip-non-html", str(site)], ["--css", *map(str, site.glob("theme/*.css"))]):
        made = subprocess.run([*command, *kind], capture_output=True, text=True, check=False)
        assert made.stdout == ""
        assert made.returncode == 0
