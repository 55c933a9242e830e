"""What git knows reaches calendars and checks: each test makes a repository of its own."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import NOW, ROOT, run_build
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.revision import Revision
from kairanban.pipeline.loading.site_loader import LoadedSite, load_site
from kairanban.reports.markdown_renderer import MarkdownRenderer
from kairanban.settings import Settings
from msgspec.structs import replace
from test_safety import invoked

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

DOMAIN = "hub.example.org"
SETTINGS = Settings(calendar_domain=DOMAIN)
PUBLISHING = replace(SETTINGS, publish=True)
KAI = "2024-01-18-kai"
JANUARY = """---
題: 一月の情報交換会
日時: 2024年1月18日(木)19:00~20:30
会場: 市民会館 6階
内容: 近況を持ち寄ります。
参加費: 無料
主催: 町の会
申込み: https://example.org/form
---
"""
FEBRUARY = JANUARY.replace("一月", "二月").replace("1月18日(木)", "2月15日(木)")
REPORT = f"""---
題: 一月の情報交換会レポート
公開日: 2024-01-25
イベント: {KAI}
---
みなさんに近況を伺いました。
"""
GONE = (
    "content/events/2024-01-18-kai.md: 公開した催しのファイルがありません。"
    "カレンダーに登録した人の予定まで消えてしまうので、ファイルを戻してください。"
    "開かないのなら、そこに「状態: 中止」と書いてください → 状態: 中止"
)
RENAMED = (
    "content/events/2024-01-18-johokokankai.md:9: uid: "
    "公開した催しのファイルevents/2024-01-18-kai.mdの名前が変わっています。"
    "登録した人の予定が別のものにならないように、この行を加えてください"
    " → uid: 2024-01-18-kai@hub.example.org"
)
OVERWRITTEN = (
    "content/events/2024-01-18-kai.md:3: 日時: 2024年1月18日(木)に終わった催しの日付が"
    "変わっています。新しい催しは別のファイルにしてください"
    "（日付の間違いを直しただけなら「変更前: 2024年1月18日(木)」と書いてください）"
    " → 2024-02-15-kai.md"
)


def instant(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Checkout:
    """A working tree; its content is in `content/`, beside other files."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def git(self, *words: str, at: str = "2024-01-01T00:00:00") -> str:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_COMMITTER_DATE": at if at.startswith("@") else f"{at}Z",
            "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        }
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": "町の人", f"GIT_{role}_EMAIL": "hub@example.org"}
        made = subprocess.run(
            ["git", "-C", self.folder, *words],
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert made.returncode == 0, made.stderr
        return made.stdout

    def write(self, path: str, text: str) -> Path:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def commit(self, at: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "変更", at=at)

    def site(self, settings: Settings = SETTINGS) -> LoadedSite:
        return load_site(self.content, settings, MarkdownRenderer())

    def findings(self, settings: Settings = SETTINGS) -> list[str]:
        return [found.text("content") for found in self.site(settings).loaded.problems]

    def revision(self, slug: str = KAI) -> Revision:
        return self.site().revisions[slug]

    def modified(self, slug: str = KAI) -> datetime:
        return self.revision(slug).modified

    def feed(self) -> bytes:
        return feed(self.site())


def feed(site: LoadedSite) -> bytes:
    feeds = CalendarFeeds(
        collection=site.collection, settings=site.settings, revisions=site.revisions
    )
    events, regular = site.collection.events.values(), site.collection.regular.values()
    return feeds.subscription(
        events, path="calendar.ics", name="会", description="", regular=regular
    )


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


@pytest.fixture
def empty(tmp_path: Path) -> Checkout:
    """A repository without a commit."""
    return begun(tmp_path)


def begun(folder: Path) -> Checkout:
    checkout = Checkout(folder / "町 の 会")
    checkout.folder.mkdir()
    checkout.git("init", "--quiet", "--template=")
    checkout.git("symbolic-ref", "HEAD", "refs/heads/main")
    return checkout


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the repository that most tests begin with."""
    made = begun(tmp_path_factory.mktemp("announced"))
    made.write("organizations/machi.md", "---\n名称: 町の会\n---\n")
    made.write("organizations/mori.md", "---\n名称: 森の会\n---\n")
    made.write("venues/kaikan.md", "---\n名称: 市民会館\n住所: 仙台市青葉区一番町0-0\n---\n")
    made.commit("2024-01-01T09:00:00")
    made.write(f"events/{KAI}.md", JANUARY)
    made.commit("2024-01-02T09:00:00")
    return made.folder


@pytest.fixture
def checkout(announced: Path, tmp_path: Path) -> Checkout:
    """A meeting in January, announced on the second day of the year."""
    return Checkout(shutil.copytree(announced, tmp_path / announced.name))


# When entries were made and changed


def test_an_entry_is_made_and_changed_when_its_file_is_committed(checkout: Checkout) -> None:
    made = instant("2024-01-02T09:00:00")
    assert checkout.revision() == Revision(created=made, modified=made)
    checkout.edit(f"events/{KAI}.md", "近況", "今年の抱負")
    checkout.commit("2024-01-03T09:00:00")
    changed = instant("2024-01-03T09:00:00")
    assert checkout.revision() == Revision(created=made, modified=changed)
    lines = checkout.feed().decode().splitlines()
    assert "CREATED:20240102T090000Z" in lines
    assert "DTSTAMP:20240103T090000Z" in lines
    assert "LAST-MODIFIED:20240103T090000Z" in lines
    assert f"SEQUENCE:{int((changed - instant('2000-01-01')).total_seconds())}" in lines


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("参加費: 無料", "参加費: 無料\n状態: 中止"),
        ("19:00~20:30", "18:30~20:00"),
        ("会場: 市民会館 6階", "会場: 市民会館 5階"),
    ],
)
def test_a_cancellation_and_a_change_of_time_raise_the_number(
    checkout: Checkout, old: str, new: str
) -> None:
    checkout.edit(f"events/{KAI}.md", old, new)
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


def test_a_fresh_clone_publishes_the_same_bytes(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write(f"reports/{KAI}.md", REPORT)
    checkout.commit("2024-01-26T09:00:00")
    checkout.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    clone = Checkout(tmp_path / "clone")
    assert clone.feed() == checkout.feed()
    assert clone.findings(PUBLISHING) == []


def test_an_unrelated_commit_changes_no_byte(checkout: Checkout) -> None:
    checkout.write(f"reports/{KAI}.md", REPORT)
    checkout.commit("2024-01-26T09:00:00")
    before = checkout.feed()
    (checkout.folder / "README.md").write_text("町の会のサイト\n", "utf-8")
    checkout.commit("2024-02-01T09:00:00")
    checkout.write("organizations/umi.md", "---\n名称: 海の会\n---\n")
    checkout.write("pages/about.md", "---\n題: この会について\n---\n")
    checkout.edit("organizations/mori.md", "森の会", "森の仲間の会")
    checkout.write("reports/draft.md", REPORT.replace("題:", "公開状態: 下書き\n題:"))
    (checkout.content / f"events/{KAI}.md").chmod(0o755)
    checkout.commit("2024-02-02T09:00:00")
    assert checkout.feed() == before


def test_an_announcement_of_its_own_moves_no_other(checkout: Checkout) -> None:
    before = checkout.modified()
    checkout.write("events/2024-02-15-kai.md", FEBRUARY)
    checkout.commit("2024-02-01T09:00:00")
    assert checkout.modified() == before
    assert checkout.modified("2024-02-15-kai") == instant("2024-02-01T09:00:00")


def test_what_is_merged_late_changed_when_it_was_merged(checkout: Checkout) -> None:
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.edit(f"events/{KAI}.md", "近況", "今年の抱負")
    checkout.commit("2024-01-03T09:00:00")
    checkout.git("checkout", "--quiet", "main")
    checkout.write("events/2024-02-15-kai.md", FEBRUARY)
    checkout.commit("2024-01-09T09:00:00")
    checkout.git("merge", "--quiet", "--no-ff", "-m", "合流", "side", at="2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")
    assert checkout.modified("2024-02-15-kai") == instant("2024-01-09T09:00:00")


@pytest.mark.parametrize(
    "clock",
    ["2023-06-01T09:00:00", "2024-01-02T09:00:00", "1990-01-01T09:00:00", "@4133980800 +0000"],
)
def test_a_clock_that_goes_wrong_never_lets_a_number_fall(checkout: Checkout, clock: str) -> None:
    checkout.edit(f"events/{KAI}.md", "近況", "今年の抱負")
    checkout.commit(clock)
    assert checkout.modified() == instant("2024-01-02T09:00:01")
    (checkout.folder / "README.md").write_text("町の会のサイト\n", "utf-8")
    checkout.commit("2023-07-01T09:00:00")
    checkout.edit(f"events/{KAI}.md", "今年の抱負", "近況")
    checkout.commit("2023-08-01T09:00:00")
    assert checkout.modified() == instant("2024-01-02T09:00:03")


def test_the_first_clocks_of_all_may_be_wrong(empty: Checkout) -> None:
    for clock, words in (("@0 +0000", "近況"), ("@1 +0000", "抱負"), ("@5 +0000", "近況")):
        empty.write("venues/kaikan.md", "---\n名称: 市民会館\n住所: 仙台市\n---\n")
        empty.write(f"events/{KAI}.md", JANUARY.replace("近況", words))
        empty.commit(clock)
    made, changed = instant("2000-01-01T00:00:00"), instant("2000-01-01T00:00:02")
    assert empty.revision() == Revision(created=made, modified=changed)


# What an entry shows


def test_the_report_s_publication_changes_the_entry(checkout: Checkout) -> None:
    draft = REPORT.replace("題:", "公開状態: 下書き\n題:")
    checkout.write(f"reports/{KAI}.md", draft)
    checkout.commit("2024-01-25T09:00:00")
    checkout.write(f"reports/{KAI}.md", draft.replace("近況", "お話"))
    checkout.commit("2024-01-26T09:00:00")
    assert checkout.modified() == instant("2024-01-02T09:00:00")
    checkout.write(f"reports/{KAI}.md", REPORT)
    checkout.commit("2024-01-27T09:00:00")
    assert checkout.modified() == instant("2024-01-27T09:00:00")
    checkout.edit(f"reports/{KAI}.md", "近況", "お話")
    checkout.commit("2024-01-28T09:00:00")
    assert checkout.modified() == instant("2024-01-28T09:00:00")


@pytest.mark.parametrize("path", [f"reports/{KAI}.md", f"reports/{KAI}/index.md"])
def test_a_deleted_report_changes_the_entry(checkout: Checkout, path: str) -> None:
    report = checkout.write(path, REPORT)
    checkout.commit("2024-01-25T09:00:00")
    report.unlink()
    checkout.commit("2024-01-26T09:00:00")
    assert checkout.modified() == instant("2024-01-26T09:00:00")
    assert checkout.findings() == []


def test_a_report_pointed_elsewhere_changes_both_entries(checkout: Checkout) -> None:
    checkout.write("events/2024-02-15-kai.md", FEBRUARY)
    checkout.write(f"reports/{KAI}.md", REPORT)
    checkout.commit("2024-01-25T09:00:00")
    checkout.edit(f"reports/{KAI}.md", f"イベント: {KAI}", "対象イベント: 2024-02-15-kai.md")
    checkout.commit("2024-02-16T09:00:00")
    checkout.edit(f"reports/{KAI}.md", "近況", "お話")
    checkout.commit("2024-02-17T09:00:00")
    assert checkout.modified() == instant("2024-02-16T09:00:00")
    assert checkout.modified("2024-02-15-kai") == instant("2024-02-17T09:00:00")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("venues/kaikan.md", "0-0", "1-1"),
        ("organizations/machi.md", "名称: 町の会", "名称: 町の会\n電話: 022-000-0000"),
    ],
)
def test_an_edited_venue_and_organization_change_the_entry(
    checkout: Checkout, path: str, old: str, new: str
) -> None:
    checkout.edit(path, old, new)
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


@pytest.mark.parametrize("line", ["共催: 森の会", "後援: 森の会", "登壇者: 森さん（森の会）"])
def test_every_organization_that_is_named_counts(checkout: Checkout, line: str) -> None:
    checkout.edit(f"events/{KAI}.md", "参加費:", f"{line}\n参加費:")
    checkout.commit("2024-01-03T09:00:00")
    checkout.edit("organizations/mori.md", "---\n名称", "---\n別名: 森\n名称")
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


def test_an_organization_that_is_deleted_counts_where_its_name_stays(checkout: Checkout) -> None:
    checkout.edit("organizations/machi.md", "---\n名称", "---\n別名: まちの会\n名称")
    checkout.edit(f"events/{KAI}.md", "主催: 町の会", "主催: まちの会")
    checkout.commit("2024-01-03T09:00:00")
    assert "主催: 町の会" in checkout.feed().decode().replace("\r\n ", "")
    (checkout.content / "organizations/machi.md").unlink()
    checkout.commit("2024-01-10T09:00:00")
    assert "主催: まちの会" in checkout.feed().decode().replace("\r\n ", "")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


def test_a_venue_that_is_deleted_counts_where_its_name_stays(checkout: Checkout) -> None:
    (checkout.content / "venues/kaikan.md").unlink()
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


def test_an_edited_series_changes_its_events(checkout: Checkout) -> None:
    checkout.write("series/kai.md", "---\n名称: 情報交換会\n---\n")
    checkout.edit(f"events/{KAI}.md", "参加費:", "シリーズ: 情報交換会\n参加費:")
    checkout.commit("2024-01-03T09:00:00")
    checkout.edit("series/kai.md", "---\n名称", "---\n問合せ: 022-000-0000\n名称")
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.modified() == instant("2024-01-10T09:00:00")


REPEATED = JANUARY.replace("参加費:", "繰り返し: 毎月第3木曜\n参加費:")
REPLACING = JANUARY.replace("参加費:", f"振替元: {KAI} 2024-02-15\n参加費:").replace(
    "1月18日(木)", "2月16日(金)"
)


def test_a_replaced_day_changes_with_what_it_replaces_and_the_other_way(
    checkout: Checkout,
) -> None:
    checkout.write(f"events/{KAI}.md", REPEATED)
    replacing = checkout.write("events/furikae.md", REPLACING)
    checkout.commit("2024-01-03T09:00:00")
    checkout.edit("events/furikae.md", "近況", "抱負")
    checkout.commit("2024-01-04T09:00:00")
    assert checkout.modified() == instant("2024-01-04T09:00:00")
    checkout.edit(f"events/{KAI}.md", "近況", "抱負")
    checkout.commit("2024-01-05T09:00:00")
    assert checkout.modified("furikae") == instant("2024-01-05T09:00:00")
    replacing.unlink()
    checkout.commit("2024-01-06T09:00:00")
    assert checkout.modified() == instant("2024-01-06T09:00:00")
    assert checkout.findings() == []  # the regular day is back, nothing is lost


def test_regular_days_change_with_the_days_that_are_announced(checkout: Checkout) -> None:
    series = "---\n名称: 情報交換会\n定例: 毎月第3木曜 19:00-20:30\n開始: 2024-01-18\n---\n"
    checkout.write("series/kai.md", series.replace("---\n名称", "---\n会場: 市民会館\n名称"))
    checkout.commit("2024-01-03T09:00:00")
    key = "series/kai"
    assert checkout.modified(key) == instant("2024-01-03T09:00:00")
    announced = FEBRUARY.replace("参加費:", "シリーズ: 情報交換会\n参加費:")
    checkout.write("events/2024-02-15-kai.md", announced)
    checkout.commit("2024-01-04T09:00:00")
    assert checkout.modified(key) == instant("2024-01-04T09:00:00")
    before = checkout.feed().split(b"UID:series-kai@")[1].split(b"END:VEVENT")[0]
    assert b"EXDATE" in before
    checkout.edit("events/2024-02-15-kai.md", "近況", "抱負")
    checkout.commit("2024-01-05T09:00:00")
    after = checkout.feed().split(b"UID:series-kai@")[1].split(b"END:VEVENT")[0]
    assert after == before
    checkout.edit(
        "events/2024-02-15-kai.md",
        "日時: 2024年2月15日(木)",
        "状態: 日時変更\n変更前: 2024-03-21\n日時: 2024年3月28日(木)",
    )
    checkout.commit("2024-01-06T09:00:00")
    assert checkout.modified(key) == instant("2024-01-06T09:00:00")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2024-01-15 12:00", "2024-01-15T03:00:00"), ("2024-01-01 12:00", "2024-01-02T09:00:00")],
)
def test_a_later_instant_written_by_hand_wins(
    checkout: Checkout, written: str, expected: str
) -> None:
    checkout.git("rm", "--quiet", "--cached", "-r", ".")
    checkout.git("commit", "--quiet", "--amend", "--allow-empty", "-m", "空")
    checkout.edit(f"events/{KAI}.md", "参加費:", f"modified: {written}\n参加費:")
    checkout.commit("2024-01-02T09:00:00")
    assert checkout.modified() == instant(expected)


def test_a_file_that_comes_back_was_made_when_it_first_came(checkout: Checkout) -> None:
    file = checkout.content / f"events/{KAI}.md"
    file.unlink()
    checkout.commit("2024-01-03T09:00:00")
    checkout.write(f"events/{KAI}.md", JANUARY)
    checkout.commit("2024-01-04T09:00:00")
    assert checkout.revision() == Revision(
        created=instant("2024-01-02T09:00:00"), modified=instant("2024-01-04T09:00:00")
    )


def test_a_renamed_file_with_its_old_uid_was_made_when_the_old_one_was(
    checkout: Checkout,
) -> None:
    rename(checkout, f"uid: {KAI}@{DOMAIN}\n")
    checkout.commit("2024-01-03T09:00:00")
    assert checkout.revision("2024-01-18-johokokankai") == Revision(
        created=instant("2024-01-02T09:00:00"), modified=instant("2024-01-03T09:00:00")
    )
    assert checkout.findings() == []


# Where there is no whole history


def remove(checkout: Checkout) -> None:
    """Deletes the repository; git's objects are read-only."""
    for file in (checkout.folder / ".git").rglob("*"):
        file.chmod(stat.S_IRWXU)
    shutil.rmtree(checkout.folder / ".git")


def ignored(checkout: Checkout) -> None:
    checkout.git("rm", "--quiet", "-r", "--cached", "content")
    (checkout.folder / ".gitignore").write_text("/content/\n", "utf-8")
    checkout.commit("2024-01-05T09:00:00")


@pytest.mark.parametrize("become", [remove, ignored])
def test_without_a_repository_nothing_counts_but_what_is_written(
    checkout: Checkout, become: Callable[[Checkout], None]
) -> None:
    checkout.write(
        "events/2024-02-15-kai.md",
        FEBRUARY.replace("---\n題", "---\nmodified: 2024-02-01 12:00\n題"),
    )
    become(checkout)
    first = instant("2000-01-01T00:00:00")
    assert checkout.revision() == Revision(created=first, modified=first)
    assert checkout.modified("2024-02-15-kai") == instant("2024-02-01T03:00:00")
    assert b"SEQUENCE:0\r\n" in checkout.feed()
    assert checkout.findings(PUBLISHING) == []
    assert feed(checkout.site()) == feed(
        replace(checkout.site(), revisions={})
    )  # as if nothing were known


def test_the_content_may_be_the_repository_itself(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.write("venues/kaikan.md", "---\n名称: 市民会館\n住所: 仙台市\n---\n")
    checkout.write(f"events/{KAI}.md", JANUARY)
    inside = Checkout(checkout.content)
    inside.git("init", "--quiet")
    inside.commit("2024-01-02T09:00:00")
    assert checkout.modified() == instant("2024-01-02T09:00:00")
    assert checkout.findings(PUBLISHING) == []


def test_a_repository_without_a_commit_knows_nothing(empty: Checkout) -> None:
    empty.write("venues/kaikan.md", "---\n名称: 市民会館\n住所: 仙台市\n---\n")
    empty.write(f"events/{KAI}.md", JANUARY)
    assert empty.modified() == instant("2000-01-01T00:00:00")
    assert [line.split(":")[0] for line in empty.findings(PUBLISHING)] == [
        f"content/events/{KAI}.md",
        "content/venues/kaikan.md",
    ]


def test_where_git_is_not_installed_only_publishing_is_refused(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkout.modified() == instant("2000-01-01T00:00:00")
    assert checkout.findings() == []
    assert checkout.findings(PUBLISHING) == [
        "content/: gitの履歴を読めないので、予定の更新番号が決まりません（git is not installed）"
    ]


def test_a_repository_that_git_will_not_read_is_told_when_publishing(checkout: Checkout) -> None:
    (checkout.folder / ".git/config").write_text("[core\n", "utf-8")
    assert checkout.findings() == []
    (problem,) = checkout.findings(PUBLISHING)
    assert problem.startswith(
        "content/: gitの履歴を読めないので、予定の更新番号が決まりません（fatal: bad config"
    )


def test_an_index_that_is_damaged_is_told_when_publishing(checkout: Checkout) -> None:
    (checkout.folder / ".git/index").write_bytes(b"damaged")
    assert checkout.findings() == []
    (problem,) = checkout.findings(PUBLISHING)
    assert problem.startswith("content/: gitの履歴を読めない")


def test_a_shallow_clone_may_preview_and_not_publish(checkout: Checkout, tmp_path: Path) -> None:
    (checkout.folder / "README.md").write_text("町の会のサイト\n", "utf-8")
    checkout.commit("2024-02-01T09:00:00")
    source = (checkout.folder).as_uri()
    checkout.git("clone", "--quiet", "--depth", "1", source, str(tmp_path / "clone"))
    clone = Checkout(tmp_path / "clone")
    assert clone.findings() == []
    assert clone.modified() == instant("2024-02-01T09:00:00")
    assert clone.findings(PUBLISHING) == [
        (
            "content/: gitの履歴が途中からしかないので、予定の更新番号が決まりません。"
            "履歴をすべて取得してください → git fetch --unshallow"
        )
    ]
    clone.git("fetch", "--quiet", "--unshallow")
    assert clone.findings(PUBLISHING) == []
    assert clone.feed() == checkout.feed()


def test_uncommitted_edits_keep_the_last_instant_and_cannot_be_published(
    checkout: Checkout,
) -> None:
    checkout.edit(f"events/{KAI}.md", "近況", "抱負")
    checkout.write("pages/about.md", "---\n題: この会について\n---\n")
    checkout.write("events/2024-03-21-kai.md", "---\n公開状態: 下書き\n---\n")  # may wait
    (checkout.content / ".DS_Store").write_bytes(b"\0")
    assert checkout.modified() == instant("2024-01-02T09:00:00")
    assert checkout.findings() == []
    result = (
        "まだコミットしていない変更です。コミットしてから公開してください"
        " → git add -A && git commit"
    )
    assert checkout.findings(PUBLISHING) == [
        f"content/events/{KAI}.md: {result}",
        f"content/pages/about.md: {result}",
    ]
    checkout.git("add", "--all")
    assert len(checkout.findings(PUBLISHING)) > 1
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.findings(PUBLISHING) == []


def test_what_git_ignores_and_what_is_deleted_is_not_committed_either(checkout: Checkout) -> None:
    (checkout.folder / ".gitignore").write_text("about.md\n", "utf-8")
    report = checkout.write(f"reports/{KAI}/index.md", REPORT)
    checkout.commit("2024-01-25T09:00:00")
    checkout.write("pages/about.md", "---\n題: この会について\n---\n")
    report.unlink()
    assert checkout.modified() == instant("2024-01-25T09:00:00")
    assert [line.split(": ")[0] for line in checkout.findings(PUBLISHING)] == [
        "content/pages/about.md",
        f"content/reports/{KAI}/index.md",
    ]


def test_neither_hooks_nor_configuration_change_a_number(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.edit(f"events/{KAI}.md", "近況", "今年の抱負")
    checkout.commit("2024-01-03T09:00:00")
    checkout.git("checkout", "--quiet", "main")
    checkout.git("merge", "--quiet", "--no-ff", "-m", "合流", "side", at="2024-01-10T09:00:00")
    head = checkout.git("rev-parse", "HEAD").strip()
    before = checkout.feed()
    assert checkout.modified() == instant("2024-01-10T09:00:00")
    for name, value in (
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.diffMerges", "off"),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("color.ui", "always"),
        ("status.showUntrackedFiles", "no"),
        ("core.quotePath", "true"),
    ):
        checkout.git("config", name, value)
    tree, parents = f"{head}^{{tree}}", ("-p", f"{head}^", "-p", f"{head}^2")
    other = checkout.git("commit-tree", tree, *parents, "-m", "別", at="2024-01-20T09:00:00")
    checkout.git("replace", head, other.strip())
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert checkout.feed() == before
    assert checkout.findings(PUBLISHING) == []


# What was published stays known


def rename(checkout: Checkout, more: str = "") -> None:
    """Gives the meeting's file another name, with more lines in its header."""
    (checkout.content / f"events/{KAI}.md").unlink()
    checkout.write("events/2024-01-18-johokokankai.md", JANUARY.replace("題:", f"{more}題:"))


@pytest.mark.parametrize("committed", [True, False])
def test_the_file_of_a_published_event_may_not_go(checkout: Checkout, committed: bool) -> None:
    (checkout.content / f"events/{KAI}.md").unlink()
    if committed:
        checkout.commit("2024-01-10T09:00:00")
    assert checkout.findings() == [GONE]
    (english,) = load_site(checkout.content, SETTINGS, MarkdownRenderer()).loaded.problems
    assert english.message("en").startswith("the file of a published event is gone")
    checkout.write(f"events/{KAI}.md", JANUARY.replace("参加費:", "状態: 中止\n参加費:"))
    assert checkout.findings() == []


def test_whoever_must_may_remove_it(checkout: Checkout) -> None:
    (checkout.content / f"events/{KAI}.md").unlink()
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.findings(replace(SETTINGS, forget={KAI})) == []


def test_a_file_that_was_only_ever_a_draft_may_go(checkout: Checkout) -> None:
    draft = FEBRUARY.replace("題:", "公開状態: 下書き\n題:")
    for number, text in enumerate((draft, draft.replace("近況", "抱負"), "壊れた記事"), 3):
        file = checkout.write("events/2024-02-15-kai.md", text)
        checkout.commit(f"2024-01-0{number}T09:00:00")
    file.unlink()
    assert checkout.findings() == []
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.findings() == []


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("also", ["", "お知らせ: 受付は18時半からです。\n"])
def test_a_renamed_file_needs_its_old_uid(checkout: Checkout, committed: bool, also: str) -> None:
    rename(checkout, also)
    if committed:
        checkout.commit("2024-01-10T09:00:00")
    line = 9 + bool(also)
    assert checkout.findings() == [RENAMED.replace("md:9:", f"md:{line}:")]
    checkout.edit("events/2024-01-18-johokokankai.md", "題:", f"uid: {KAI}@{DOMAIN}\n題:")
    assert checkout.findings() == []
    checkout.commit("2024-01-11T09:00:00")
    assert checkout.findings() == []


def test_a_file_that_is_renamed_twice_keeps_the_first_uid(checkout: Checkout) -> None:
    rename(checkout, f"uid: {KAI}@{DOMAIN}\n")
    checkout.commit("2024-01-10T09:00:00")
    second = checkout.content / "events/2024-01-18-johokokankai.md"
    second.rename(second.with_name("2024-01-18-atsumari.md"))
    checkout.commit("2024-01-11T09:00:00")
    assert checkout.findings() == []
    checkout.edit("events/2024-01-18-atsumari.md", f"uid: {KAI}@{DOMAIN}\n", "")
    result = [line.rpartition(" → ")[2] for line in checkout.findings()]
    assert result == [f"uid: {KAI}@{DOMAIN}"]


def test_a_file_may_be_renamed_and_put_off_at_once(checkout: Checkout) -> None:
    (checkout.content / f"events/{KAI}.md").unlink()
    checkout.write("events/2024-01-25-kai.md", JANUARY.replace("18日", "25日"))
    checkout.commit("2024-01-10T09:00:00")
    (result,) = checkout.findings()
    assert result.endswith(f" → uid: {KAI}@{DOMAIN}")


def test_last_month_s_file_under_a_new_name_is_gone(checkout: Checkout) -> None:
    (checkout.content / f"events/{KAI}.md").unlink()
    same_title = JANUARY.replace("1月18日(木)", "2月15日(木)")
    checkout.write("events/2024-02-15-kai.md", same_title)
    checkout.commit("2024-02-01T09:00:00")
    assert checkout.findings() == [GONE]


def test_another_event_at_that_time_is_not_the_one_that_went(checkout: Checkout) -> None:
    checkout.write("events/2024-01-18-hon.md", JANUARY.replace("情報交換会", "読書会"))
    checkout.commit("2024-01-03T09:00:00")
    (checkout.content / f"events/{KAI}.md").unlink()
    checkout.commit("2024-01-10T09:00:00")
    assert checkout.findings() == [GONE]


@pytest.mark.parametrize("committed", [True, False])
def test_a_new_announcement_over_last_month_s_file_is_told(
    checkout: Checkout, committed: bool
) -> None:
    checkout.write(f"events/{KAI}.md", FEBRUARY)
    if committed:
        checkout.commit("2024-02-01T09:00:00")
    assert checkout.findings() == [OVERWRITTEN]
    if committed:
        checkout.edit(f"events/{KAI}.md", "近況", "抱負")
        checkout.commit("2024-02-02T09:00:00")
        assert checkout.findings() == [OVERWRITTEN]
    assert checkout.findings(replace(SETTINGS, forget=[KAI])) == []
    checkout.write(f"events/{KAI}.md", JANUARY)
    checkout.write("events/2024-02-15-kai.md", FEBRUARY)
    checkout.commit("2024-02-03T09:00:00")
    assert checkout.findings() == []


def test_an_event_that_is_to_come_may_change_its_date(checkout: Checkout) -> None:
    checkout.write(f"events/{KAI}.md", FEBRUARY)
    checkout.commit("2024-01-18T11:29:59")  # a second before it ends
    assert checkout.findings() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("19:00~20:30", "18:00~20:30"),
        ("日時: 2024年1月18日(木)", "変更前: 2024年1月18日(木)\n日時: 2024年1月19日(金)"),
    ],
)
def test_the_time_of_what_is_over_may_be_corrected(checkout: Checkout, old: str, new: str) -> None:
    checkout.edit(f"events/{KAI}.md", old, new)
    checkout.commit("2024-03-01T09:00:00")
    checkout.edit(f"events/{KAI}.md", "近況", "抱負")
    checkout.commit("2024-03-02T09:00:00")
    assert checkout.findings() == []


def test_an_event_that_was_put_off_gets_its_new_date_later(checkout: Checkout) -> None:
    checkout.edit(f"events/{KAI}.md", "参加費:", "状態: 延期\n参加費:")
    checkout.commit("2024-01-17T09:00:00")
    checkout.write(f"events/{KAI}.md", FEBRUARY)
    checkout.commit("2024-01-25T09:00:00")
    assert checkout.findings() == []


def test_a_repeating_event_has_not_ended(checkout: Checkout) -> None:
    checkout.write(f"events/{KAI}.md", REPEATED)
    checkout.commit("2024-01-10T09:00:00")
    checkout.write(f"events/{KAI}.md", REPEATED.replace("1月18日(木)", "2月15日(木)"))
    checkout.commit("2024-02-01T09:00:00")
    assert checkout.findings() == []


# The commands


def test_check_and_build_tell_what_history_knows(checkout: Checkout, tmp_path: Path) -> None:
    (checkout.content / f"events/{KAI}.md").unlink()
    made = invoked("check", "--content", str(checkout.content))
    assert made.returncode == 1
    assert made.stdout.splitlines()[0] == GONE.replace(DOMAIN, "socialhub.example.org")
    built = run_build(
        tmp_path / "output", content=checkout.content, settings=ROOT / "pelicanconf.py"
    )
    assert built.returncode == 1
    assert built.stderr.splitlines()[0] == made.stdout.splitlines()[0]


def test_a_dirty_checkout_may_be_built_and_not_published(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.edit(f"events/{KAI}.md", "近況", "抱負")
    output = tmp_path / "output"
    assert (
        run_build(output, content=checkout.content, settings=ROOT / "pelicanconf.py").returncode
        == 0
    )
    assert b"LAST-MODIFIED:20240102T090000Z\r\n" in (output / "calendar.ics").read_bytes()
    made = run_build(output, content=checkout.content)
    assert made.returncode == 1
    assert "まだコミットしていない変更です" in made.stderr
    checkout.commit("2024-01-03T09:00:00")
    assert run_build(output, content=checkout.content).returncode == 0
    assert b"LAST-MODIFIED:20240103T090000Z\r\n" in (output / "calendar.ics").read_bytes()
