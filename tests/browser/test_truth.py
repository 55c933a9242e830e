"""True between builds: pages that were made long ago say at each instant what a build at that
instant would say, and those that cannot say less. Where no script runs, they promise nothing."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT
from kairanban.commands.build import build
from playwright.sync_api import Browser, BrowserContext
from tiny import write_settings

MADE = "2027-01-10T12:00:00+09:00"
INSTANTS = (
    "2027-01-12T13:30:00+09:00",  # during the first of four times
    "2027-01-15T09:00:00+09:00",  # registration opens; a call's last day
    "2027-01-16T12:00:00+09:00",  # that call is over, and so is a weekly meeting
    "2027-01-19T14:29:59+09:00",  # before the end of what announces none
    "2027-01-21T19:30:00+09:00",  # registration is closed; during the meeting
    "2027-01-21T20:30:00+09:00",  # it is over
    "2027-01-23T09:00:00+09:00",  # on a whole day, and during what is elsewhere
    "2027-01-31T23:59:59+09:00",  # on the second of three days
    "2027-07-10T12:00:00+09:00",  # six months later
)
# What a day that may have passed is never called where no script runs.
PROMISES = ("次回", "まもなく", "本日", "今日", "明日", "今週", "今月", "来月", "もうすぐ")
# What is seen of pages at instants. Each takes the place of the one before under the same style
# and script, which is faster than to open it.
SEEN = """([pages, instants]) => {
  const seen = (found) => [...document.querySelectorAll(found)].filter((e) => e.checkVisibility());
  const words = (found) => seen(found).map((e) => e.innerText.replace(/\\s+/g, " ").trim());
  const told = (instant) => {
    Date.now = () => Date.parse(instant);
    dispatchEvent(new Event("pageshow"));
    return {
      page: words("main"),
      facts: words(".title, .title + .columns .facts, .title + .columns .actions"),
      events: words(".event"),
      offers: words(".offer"),
      rows: words(".past-call"),
      days: words(".days li"),
      empty: words(".empty"),
      today: words(".stamp-today"),
    };
  };
  return pages.map(([kind, body]) => {
    document.body.className = kind;
    document.body.innerHTML = body;
    return instants.map(told);
  });
}"""
BODY = re.compile('<body class="([^"]*)">(.*)</body>', re.DOTALL)
Seen = dict[str, list[str]]


class Sites:
    """One content folder, built at several instants; built twice at none.

    Each build begins with what the one before left, which gives the same and is faster.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_settings(
            folder / "conf.py",
            PATH=str(ROOT / "tests/sites/truth"),
            KAIRANBAN_CONTACT="hub@example.org",
        )
        self._made: dict[str, Path] = {}

    def at(self, instant: str) -> Path:
        """The output of a build at an instant."""
        if instant not in self._made:
            output = self.folder / "output"
            seconds = int(datetime.fromisoformat(instant).timestamp())
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SOURCE_DATE_EPOCH", str(seconds))
                patch.setenv("KAIRANBAN_PROCESSES", "1")
                assert build(str(self.folder / "conf.py"), None, str(output)) == 0
            self._made[instant] = self.folder / str(len(self._made))
            shutil.copytree(output, self._made[instant])
        return self._made[instant]


INSTANT = re.compile(' data-(?:from|until|during)="')


def pages(site: Path, *, instants: bool = True) -> dict[str, str]:
    """What stands in pages, by path; those alone on which a script may do something."""
    found = {f.relative_to(site).as_posix(): f.read_text("utf-8") for f in site.rglob("*.html")}
    return {path: page for path, page in found.items() if not instants or INSTANT.search(page)}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("truth"))


def seen(
    context: BrowserContext, site: Path, html: Mapping[str, str], instants: Sequence[str]
) -> dict[str, dict[str, Seen]]:
    """What pages of a site show, by instant and path."""
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    bodies = [list(found.groups()) for each in html.values() if (found := BODY.search(each))]
    result = page.evaluate(SEEN, [bodies, instants])
    page.close()
    return {
        instant: {path: said[at] for path, said in zip(html, result, strict=True)}
        for at, instant in enumerate(instants)
    }


def is_list(path: str) -> bool:
    """Whether a page lists what is to come, so that a later build knows of more."""
    folder = path.partition("/")[0]
    return path in {"index.html", "events/index.html"} or (
        folder in {"organizations", "venues", "series", "tags"}
    )


def within(few: list[str], many: list[str]) -> bool:
    """Whether all of the one are in the other, in the same order."""
    left = iter(many)
    return all(each in left for each in few)


def untrue(path: str, said: Seen, now: Seen, *, repeats: bool) -> list[str]:
    """In which respects an old page says something else than one of that instant, which it can
    only where it lists less of what is to come."""
    if is_list(path):
        same = ["offers"]
    else:
        same = ["facts", "offers", "rows", "today"] if repeats else list(said)
    wrong = [each for each in same if said[each] != now[each]]
    wrong += [each for each in ("events", "days", "today") if not within(said[each], now[each])]
    if now["events"] and not said["events"]:  # it must not say that there is nothing
        wrong += [words for words in said["empty"] if "ありません" in words]
    return wrong


def announced(path: str) -> str:
    """The page of the announcement that a flyer tells of; of others, the page itself."""
    return path.replace("/flyer/", "/")


def test_pages_made_long_ago_say_what_a_build_at_that_instant_says(
    browser: Browser, sites: Sites
) -> None:
    context = browser.new_context()
    made = pages(sites.at(MADE))
    former = seen(context, sites.at(MADE), made, INSTANTS)
    wrong, compared = [], 0
    for instant in INSTANTS:
        site = sites.at(instant)
        # A page that is the same says the same.
        others = {p: page for p, page in pages(site).items() if p in made and page != made[p]}
        for path, now in seen(context, site, others, [instant])[instant].items():
            compared += 1
            said = former[instant][path]
            wrong += [
                (instant, path, each, said.get(each), now.get(each))
                for each in untrue(path, said, now, repeats="page-days" in made[announced(path)])
            ]
    context.close()
    assert compared > 50
    assert wrong == [], wrong[:3]


@pytest.mark.parametrize("instant", [INSTANTS[2], INSTANTS[5], INSTANTS[7]])
def test_what_a_build_says_is_true_without_a_script(
    browser: Browser, sites: Sites, instant: str
) -> None:
    site = sites.at(instant)
    found = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        found.append(seen(context, site, pages(site), [instant])[instant])
        context.close()
    scripted, without = found
    for path, said in scripted.items():
        words = {key: [re.sub("本日 ?", "", each) for each in said[key]] for key in said}
        words["today"] = []
        assert words == without[path], path


def test_without_a_script_no_page_promises_what_may_have_passed(
    browser: Browser, sites: Sites
) -> None:
    context = browser.new_context(java_script_enabled=False)
    for instant in (MADE, INSTANTS[4]):
        site = sites.at(instant)
        result = seen(context, site, pages(site, instants=False), [instant])[instant]
        assert len(result) > 30
        for path, said in result.items():
            assert [word for word in PROMISES if word in said["page"][0]] == [], path
            assert said["today"] == []
    context.close()


def test_the_day_itself_is_told_by_the_script(browser: Browser, sites: Sites) -> None:
    context = browser.new_context()
    page = context.new_page()
    first = "events/2027-01-21-kai/index.html"
    cases = (
        (first, "2027-01-20T23:59:59+09:00", 0),
        (first, "2027-01-21T00:00:00+09:00", 1),
        (first, "2027-01-21T20:29:59+09:00", 1),
        (first, "2027-01-21T20:30:00+09:00", 0),
        # Where the site is, as all that it says of days.
        ("events/2027-01-22-new-york/index.html", "2027-01-22T23:59:59+09:00", 0),
        ("events/2027-01-22-new-york/index.html", "2027-01-23T00:00:00+09:00", 1),
        ("events/2027-01-23-hon/index.html", "2027-01-23T23:59:59+09:00", 1),
        ("events/2027-01-25-niwa/index.html", "2027-01-25T10:00:00+09:00", 0),  # cancelled
        ("events/2027-01-30-tabi/index.html", "2027-01-31T08:00:00+09:00", 1),
        ("events/soudan/index.html", "2027-01-16T08:00:00+09:00", 1),
        ("index.html", "2027-01-12T08:00:00+09:00", 1),
        ("index.html", "2027-01-13T08:00:00+09:00", 0),
        ("series/kai/index.html", "2027-01-21T08:00:00+09:00", 1),
        ("reports/2026-12-17-kai/index.html", "2027-01-21T08:00:00+09:00", 1),
    )
    for path, instant, count in cases:
        page.clock.set_fixed_time(instant)
        page.goto((sites.at(MADE) / path).as_uri())
        result = page.locator(".stamp-today:visible").all_inner_texts()
        assert result == ["本日"] * count, (path, instant)
    context.close()


def text_of(site: Path) -> dict[str, bytes]:
    """Every page, as `next-change.json` names it."""
    found = {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}
    found["calls.json"] = site / "calls.json"
    return {
        f"/{path.removesuffix('index.html')}": file.read_bytes() for path, file in found.items()
    }


def difference(one: Path, other: Path) -> set[str]:
    """The pages that differ."""
    pages, others = text_of(one), text_of(other)
    return {path for path in pages.keys() | others.keys() if pages.get(path) != others.get(path)}


@pytest.mark.parametrize("instant", [MADE, *INSTANTS[0:8:2]])
def test_the_next_change_is_the_first_instant_at_which_a_page_differs(
    sites: Sites, instant: str
) -> None:
    site = sites.at(instant)
    result = json.loads((site / "next-change.json").read_text("utf-8"))
    at = datetime.fromisoformat(result["at"])
    before = sites.at((at - timedelta(seconds=1)).isoformat())
    assert difference(site, before) == set()
    changed = difference(before, sites.at(at.isoformat()))
    assert changed
    assert changed <= set(map(unquote, result["pages"]))


def test_the_script_is_small() -> None:
    assert (ROOT / "theme/static/now.js").stat().st_size < 2000
