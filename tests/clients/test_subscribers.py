"""Programs that subscribe: what they have follows the site, build by build."""

import base64
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import icalendar
import pytest
import readers
from conftest import run_build
from hosting import Subscriber, served
from instances import CASES, SETTINGS, Instance, by_event, cases, expected, within
from msgspec.structs import replace

DOMAIN = "socialhub.example.org"
SITE = replace(SETTINGS, calendar_domain=DOMAIN)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all cases."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(CASES, folder / "content")
    made = run_build(folder / "output", content=folder / "content")
    assert made.returncode == 0, made.stderr
    return folder / "output"


def test_what_vdirsyncer_fetches_is_what_khal_lists(built: Path, tmp_path: Path) -> None:
    with served(built) as address:
        subscriber = Subscriber(tmp_path / "all", f"{address}/calendar.ics")
        stored = subscriber.sync()
        assert subscriber.sync() == stored
    meant = expected(cases(SITE), SITE)
    assert len(stored) == len({uid for uid, *_ in meant})
    assert shown(readers.khal_lists(tmp_path, subscriber.store)) == shown(meant)


def shown(found: Iterable[Instance]) -> list[tuple[str, ...]]:
    """Without UIDs; and without the whole day that has hours for once, which khal shows twice."""
    return sorted(each[1:] for each in found if not each[3].startswith("市"))


def test_the_feed_of_a_series_holds_its_days_and_its_events(built: Path, tmp_path: Path) -> None:
    with served(built) as address:
        Subscriber(tmp_path / "series", f"{address}/series/exchange.ics").sync()
    result = by_event(cases(SITE), SITE)
    mine = [slug for slug in result if slug.endswith("exchange")]
    assert len(mine) == 5
    listed = readers.khal_lists(tmp_path, tmp_path / "series" / "store")
    assert shown(listed) == shown(within(each for slug in mine for each in result[slug]))


def test_calendars_are_served_as_calendars(built: Path) -> None:
    with served(built) as address:
        connection = HTTPConnection(address.removeprefix("http://"), timeout=readers.LIMIT)
        connection.request("GET", "/calendar.ics")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.read() == (built / "calendar.ics").read_bytes()
        connection.request(
            "GET", "/calendar.ics", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert connection.getresponse().status == 304
        connection.close()


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


Dav = Callable[..., tuple[int, bytes]]


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Dav]:
    """Asks a Radicale server: method, path, body."""
    package = pytest.importorskip("radicale")
    from radicale.config import load

    settings = load()
    given = {"storage": {"filesystem_folder": str(tmp_path / "dav")}, "auth": {"type": "none"}}
    settings.update(given, "test")
    user = base64.b64encode(b"hub:hub").decode()
    app = package.Application(settings)
    with make_server("127.0.0.1", 0, app, handler_class=Silent) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()

        def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
            headers = {"Authorization": f"Basic {user}", "Content-Type": "text/calendar"}
            connection = HTTPConnection("127.0.0.1", httpd.server_port, timeout=readers.LIMIT)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            found = answer.status, answer.read()
            connection.close()
            return found

        yield ask
        httpd.shutdown()


def test_radicale_accepts_every_event_and_gives_it_back(built: Path, radicale: Dav) -> None:
    assert radicale("MKCALENDAR", "/hub/calendar/")[0] == 201
    feed = (built / "calendar.ics").read_bytes()
    for number, data in readers.single_entries(feed):
        assert radicale("PUT", f"/hub/calendar/{number}.ics", data) == (201, b""), data
    status, stored = radicale("GET", "/hub/calendar/")
    assert status == 200
    assert within(readers.by_icalendar(stored)) == expected(cases(SITE), SITE)


def test_radicale_accepts_every_file_to_import(built: Path, radicale: Dav) -> None:
    for file in sorted((built / "events").glob("*.ics")):
        assert radicale("MKCALENDAR", f"/hub/{file.stem}/")[0] == 201
        path = f"/hub/{file.stem}/event.ics"
        assert radicale("PUT", path, file.read_bytes()) == (201, b""), file.stem


FACTS = "会場: 市民センター\n内容: 集まります。\n参加費: 無料\n"
EVENTS = {
    "kept": "題: そのままの会\n日時: 2027-01-14 19:00-20:00\n",
    "changed": "題: 変わる会\n日時: 2027-01-15 19:00-20:00\n",
    "moved": "題: 動く会\n日時: 2027-01-16 19:00-20:00\n",
    "cancelled": "題: 中止になる会\n日時: 2027-01-17 19:00-20:00\n",
    "reported": "題: 報告される会\n日時: 2026-11-18 19:00-20:00\n",
    "weekly": "題: 毎週の会\n日時: 2027-01-07 10:00-11:00\n繰り返し: 毎週木曜 全4回\n",
}
STEPS: dict[str, dict[str, str]] = {
    "changed": {
        "events/changed.md": (
            "題: 変わった会\n日時: 2027-01-15 19:00-20:00\n会場: 河原町会館\n"
            "内容: 場所も変わりました。\n参加費: 500円\n"
        ),
        "venues/kawara.md": "名称: 河原町会館\n住所: 仙台市若林区河原町\n",
    },
    "moved": {
        "events/moved.md": (
            f"題: 動く会\n日時: 2027-01-23 13:00-14:00\n状態: 日時変更\n"
            f"変更前: 2027-01-16 19:00-20:00\n{FACTS}"
        )
    },
    "cancelled": {
        "events/cancelled.md": f"{EVENTS['cancelled']}{FACTS}状態: 中止\n変更理由: 大雪のため\n"
    },
    "reported": {
        "reports/reported.md": "題: 十一月の報告\n公開日: 2026-11-20\nイベント: reported\n"
    },
    "weekly": {
        "events/special.md": (
            f"題: 特別の会\n日時: 2027-01-22 18:00-19:00\n振替元: weekly 2027-01-21\n{FACTS}"
        )
    },
}


class Village:
    """A repository with a site that is built and followed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.output = folder, folder / "content", folder / "output"
        self.commits = 0
        self.content.mkdir(parents=True)
        self._git("init", "--quiet", "--initial-branch=main")

    def publish(self, files: dict[str, str]) -> None:
        """Writes headers, commits them and builds the site where it was."""
        for path, header in files.items():
            (self.content / path).parent.mkdir(exist_ok=True)
            (self.content / path).write_text(f"---\n{header}---\n", "utf-8")
        self.commits += 1
        self._git("add", "content")
        self._git("commit", "--quiet", "-m", f"{self.commits}")
        made = run_build(self.output, content=self.content)
        assert made.returncode == 0, made.stderr

    def _git(self, *words: str) -> None:
        at = f"2026-11-0{self.commits + 1}T12:00:00Z"
        who = {
            f"GIT_{role}_{of}": "hub"
            for role in ("AUTHOR", "COMMITTER")
            for of in ("NAME", "EMAIL")
        }
        environment = {name: v for name, v in os.environ.items() if not name.startswith("GIT_")}
        environment |= who | {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *words], cwd=self.folder, env=environment, check=True)


def entry(data: bytes) -> icalendar.Event:
    """The entry itself, before those that replace a day of it."""
    return icalendar.Calendar.from_ical(data).events[0]


def by_slug(stored: dict[str, bytes]) -> dict[str, bytes]:
    """What is stored, by what the entry's address says of its slug; each once."""
    found = {str(entry(data)["URL"]).split("/")[-2]: data for data in stored.values()}
    assert len(found) == len(stored), "a duplicate"
    return found


def uids(site: Path) -> list[str]:
    calendar = icalendar.Calendar.from_ical((site / "calendar.ics").read_bytes())
    return sorted({str(event["UID"]) for event in calendar.events})


def test_a_subscriber_follows_the_site_without_a_duplicate_or_a_ghost(tmp_path: Path) -> None:
    """What is changed, moved, cancelled, reported and replaced: each in a build of its own."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    village = Village(tmp_path / "village")
    start = {f"events/{slug}.md": header + FACTS for slug, header in EVENTS.items()}
    village.publish(start | {"venues/center.md": "名称: 市民センター\n住所: 仙台市青葉区\n"})
    with served(village.output) as address:
        subscriber = Subscriber(tmp_path / "subscriber", f"{address}/calendar.ics")
        stored = by_slug(subscriber.sync())
        assert sorted(stored) == sorted(EVENTS)
        assert len(listed(subscriber)) == len(EVENTS) + 3
        for slug, files in STEPS.items():
            village.publish(files)
            assert uids(village.output) == sorted(f"{each}@{DOMAIN}" for each in EVENTS)
            before, stored = stored, by_slug(subscriber.sync())
            assert sorted(stored) == sorted(EVENTS)
            assert [each for each in EVENTS if stored[each] != before[each]] == [slug]
            old, new = (entry(some[slug]) for some in (before, stored))
            assert new["SEQUENCE"] > old["SEQUENCE"]
            assert len(listed(subscriber)) == len(EVENTS) + 3
    assert listed(subscriber) == [
        ("2026-11-18T10:00:00Z", "2026-11-18T11:00:00Z", "報告される会"),
        ("2027-01-07T01:00:00Z", "2027-01-07T02:00:00Z", "毎週の会"),
        ("2027-01-14T01:00:00Z", "2027-01-14T02:00:00Z", "毎週の会"),
        ("2027-01-14T10:00:00Z", "2027-01-14T11:00:00Z", "そのままの会"),
        ("2027-01-15T10:00:00Z", "2027-01-15T11:00:00Z", "変わった会"),
        ("2027-01-17T10:00:00Z", "2027-01-17T11:00:00Z", "【中止】中止になる会"),
        ("2027-01-22T09:00:00Z", "2027-01-22T10:00:00Z", "特別の会"),
        ("2027-01-23T04:00:00Z", "2027-01-23T05:00:00Z", "動く会"),
        ("2027-01-28T01:00:00Z", "2027-01-28T02:00:00Z", "毎週の会"),
    ]
    text = {slug: str(entry(data)["DESCRIPTION"]) for slug, data in stored.items()}
    assert "河原町会館" in text["changed"]
    assert "変更前: 2027年1月16日(土)" in text["moved"]
    assert "大雪のため" in text["cancelled"]
    assert text["reported"].startswith(f"開催レポート: https://{DOMAIN}/reports/reported/")


def listed(subscriber: Subscriber) -> list[tuple[str, ...]]:
    """What khal shows of the winter."""
    return shown(
        readers.khal_lists(subscriber.folder, subscriber.store, "2026-11-01", "2027-03-01")
    )
