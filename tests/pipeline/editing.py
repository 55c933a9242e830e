"""A small site that is edited at random, for the gate: incremental builds against clean ones."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from conftest import ROOT
from editing_pictures import ACTIONS as OF_PICTURES
from kairanban.commands.build import build
from kairanban.commands.check import main as check
from kairanban.pipeline.assets.fonts import find_card_font
from kairanban.pipeline.store.store import StoreMemory
from PIL import Image
from processes import invoke_build, started
from tiny import write_settings

TAGS = ("防災", "つながり", "リユース", "傾聴", "Food Bank")
DAYS = ("2024-01-18", "2024-03-21", "2024-05-16", "2024-09-19", "2025-01-16", "2025-03-20")
# Between, before and after them, and to the second when one of them is over.
EPOCHS = (1705000000, 1705577399, 1705577400, 1711000000, 1720000000, 1737027001, 1765000000)
# Before and after another month comes into sight of what repeats without end.
EPOCHS += (1737730799, 1737730800)
NAMES = ("みなと食堂", "星の会", "ことば橋", "直し人", "川の道")
WORDS = (
    "近況を聞きました。",
    "机を三つ運びました。",
    "次は駅前に集まります。",
    "PCの話になりました。",
)
# The font of social cards, where the system has it.
FONT = [found.file for found in [find_card_font(None).font] if found]
ENGLISH = ("We met again.", "Three desks were moved.", "See [the list](/events/).")
HEADINGS = ("Minato Kitchen (Ms Akagi)", "The Stars (Mr Hoshi)")
TRANSLATED = {  # what it is called, and what else may be said of it
    "events": ("title", "summary: In short.", "fee: Free", "note: Bring a pen.", "room: 2F"),
    "reports": ("title", "summary: In short."),
    "pages": ("title", "summary: In short."),
    "organizations": ("name", "area: Sendai"),
    "venues": ("name", "address: Sendai", "access: Walk."),
    "series": ("name", "summary: Every month.", "fee: Free", "room: 3F"),
}


@dataclass
class Site:
    """A site in `folder`; everything that happens to it comes from `random`."""

    folder: Path
    random: Random
    epoch: int = EPOCHS[3]
    number: int = 0
    broken: dict[Path, bytes] = field(default_factory=dict)  # files before they were spoilt
    told: list[str] = field(default_factory=list)  # what was done

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def fonts(self) -> Path:
        return self.folder / "fonts"

    @property
    def state(self) -> Path:
        return self.folder / ".output.kairanban" / "state.sqlite"

    def begin(self) -> None:
        """Writes the content, a theme and settings of its own."""
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        self.write_settings()
        fonts(self)
        for number, name in enumerate(NAMES):
            self.write(f"organizations/o{number}.md", f"名称: {name}", "紹介です。")
        for number in range(2):
            header = f"名称: 会館{number}\n住所: 仙台市{number}"
            self.write(f"venues/v{number}.md", header, "入口は南です。")
        self.write("series/kai.md", "名称: 月の会\n主催: みなと食堂", "毎月の会です。")
        header = "名称: 直す日\n定例: 毎月第2土曜 10:00-12:00\n開始: 2024-01-13\n会場: 会館1"
        self.write("series/naosu.md", f"{header}\n主催: 直し人", "道具を直します。")
        self.write("pages/about.md", "題: わたしたち\nメニュー: 1", "[催し](/events/)の案内です。")
        for day in DAYS:
            self.event(day)
        for day in DAYS[:3]:
            self.report(day)

    def write_settings(self, **more: object) -> None:
        write_settings(
            self.folder / "conf.py",
            PATH=str(self.content),
            THEME=str(self.folder / "theme"),
            KAIRANBAN_HOST="みなと食堂",
            KAIRANBAN_CONTACT="hub@example.org",
            KAIRANBAN_PAGE_SIZE=2,
            KAIRANBAN_FONT_FOLDERS=[str(self.fonts)],
            # So few documents in a block of the search index that there are some, and they grow
            # and go. Some are small enough for the head of the index.
            KAIRANBAN_SEARCH_LIMITS={"few": 3, "most": 8, "small": 300, "listed": 2},
            **{"KAIRANBAN_SOCIAL_CARDS": True, **more},
        )

    def write(self, path: str, header: str, body: str) -> Path:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{header}\n---\n\n{body}\n", "utf-8")
        return file

    def event(self, day: str) -> None:
        random = self.random
        self.write(
            f"events/{day}-kai.md",
            f"題: {day[5:7]}月の会\n日時: {day} 19:00-20:30\n会場: 会館{random.randrange(2)} 2階\n"
            f"内容: {random.choice(WORDS)}\n参加費: 無料\nシリーズ: 月の会\n"
            f"共催: {random.choice(NAMES)}\nタグ: {'、'.join(random.sample(TAGS, 2))}",
            random.choice(WORDS),
        )

    def report(self, day: str) -> None:
        random = self.random
        self.number += 1
        one, two = random.sample(NAMES, 2)
        self.write(
            f"reports/{day}-r{self.number}.md",
            f"題: {day}のレポート{self.number}\n公開日: {day}\nイベント: {day}-kai\n"
            f"掲載同意: 全員\nタグ: {'、'.join(random.sample(TAGS, 2))}",
            f"{random.choice(WORDS)}\n\n[案内]({{filename}}/events/{day}-kai.md)\n\n"
            f"## {one}（赤木さん）\n\n{random.choice(WORDS)}\n\n"
            f"### 募集\n\n- **手伝い{self.number}**。{random.choice(WORDS)}\n"
            f"- **道具{self.number}**。期限 2024年{random.randrange(4, 12)}月30日\n\n"
            f"## {two}\n\n{random.choice(WORDS)}",
        )

    def files(self, kind: str) -> list[Path]:
        """Originals; their translations are `x.en.md` beside them."""
        return sorted(f for f in (self.content / kind).glob("*.md") if not f.stem.endswith(".en"))

    def translation(self) -> Path | None:
        files = sorted(self.content.glob("*/*.en.md"))
        return self.random.choice(files) if files else None

    def some(self, kind: str) -> Path | None:
        files = self.files(kind)
        return self.random.choice(files) if files else None

    def replace(self, kind: str, old: str, new: str) -> None:
        """In the first line of a file of that kind that begins with `old`."""
        file = self.some(kind)
        if file:
            lines = file.read_text("utf-8").split("\n")
            at = next((n for n, line in enumerate(lines) if line.startswith(old)), None)
            if at is not None:
                lines[at] = new
                file.write_text("\n".join(lines), "utf-8")

    def edit(self) -> None:
        """One of the things that editors, designers and calendars do."""
        action = self.random.choice(ACTIONS)
        self.told.append(action.__name__)
        action(self)

    def build(self, output: Path | None = None, memory: StoreMemory | None = None) -> int:
        """In this process; the exit code."""
        os.environ["SOURCE_DATE_EPOCH"] = str(self.epoch)
        settings = str(self.folder / "conf.py")
        return build(settings, None, str(output or self.output), memory=memory)

    def check(self) -> int:
        """The same of `invoke check`."""
        os.environ["SOURCE_DATE_EPOCH"] = str(self.epoch)
        return check(str(self.folder / "conf.py"), None, "text")

    def start(self, limit: int | None = None) -> ForkServerProcess:
        """The same in a process of its own, which may write no file longer than `limit` bytes."""
        words = str(self.folder / "conf.py"), str(self.output)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.epoch)}
        return started(invoke_build, *words, environment=environment, longest=limit)


def edit_body(site: Site) -> None:
    file = site.some(site.random.choice(("reports", "events", "pages", "organizations", "series")))
    if file:
        text = file.read_text("utf-8")
        file.write_text(text + f"\n{site.random.choice(WORDS)}\n", "utf-8")


def shorten_body(site: Site) -> None:
    if file := site.some("reports"):
        parts = file.read_text("utf-8").split("\n\n")
        file.write_text("\n\n".join(parts[: max(2, len(parts) - 1)]) + "\n", "utf-8")


def retitle(site: Site) -> None:
    site.number += 1
    site.replace(
        site.random.choice(("reports", "events", "pages")), "題:", f"題: 新しい題{site.number}"
    )


def retag(site: Site) -> None:
    tags = "、".join(site.random.sample(TAGS, site.random.randrange(1, 4)))
    site.replace(site.random.choice(("reports", "events")), "タグ:", f"タグ: {tags}")


def redate_report(site: Site) -> None:
    site.replace("reports", "公開日:", f"公開日: {site.random.choice(DAYS)}")


def move_event(site: Site) -> None:
    when = f"{site.random.choice(DAYS)} {site.random.randrange(9, 20)}:00-21:00"
    site.replace("events", "日時:", f"日時: {when}")


def last_for_days(site: Site) -> None:
    """Into the next month, and beyond."""
    day = site.random.choice(DAYS)
    end = site.random.choice((f"{day[:8]}28", f"{int(day[:4]) + 1}-02-01"))
    site.replace("events", "日時:", f"日時: {day} 〜 {end}")


def elsewhere(site: Site) -> None:
    """A night there is the next day here."""
    when = f"{site.random.choice(DAYS)[:8]}{site.random.randrange(26, 29)} 20:00-21:00"
    site.replace("events", "日時:", f"日時: {when}\nタイムゾーン: America/New_York")


def rehost(site: Site) -> None:
    site.replace("events", "共催:", f"共催: {site.random.choice((*NAMES, '知らない会'))}")


def revenue(site: Site) -> None:
    site.replace("events", "会場:", f"会場: {site.random.choice(('会館0', '会館1 3階', '公園'))}")


def change_state(site: Site) -> None:
    state = site.random.choice(("中止", "中止", "延期", "満席", "オンライン変更"))
    site.replace("events", "参加費:", f"参加費: 無料\n状態: {state}")


def fonts(site: Site) -> None:
    """The font of social cards comes, or goes."""
    site.fonts.mkdir(exist_ok=True)
    for file in FONT:
        link = site.fonts / file.name
        if link.is_symlink():
            link.unlink()
        else:
            link.symlink_to(file)


def repeat(site: Site) -> None:
    site.replace("events", "シリーズ:", "繰り返し: 毎週\nシリーズ: 月の会")


def hold_back(site: Site) -> None:
    site.replace(site.random.choice(("reports", "events")), "タグ:", "公開状態: 下書き\nタグ: 防災")


def publish_again(site: Site) -> None:
    for file in (*site.files("events"), *site.files("reports")):
        text = file.read_text("utf-8")
        file.write_text(text.replace("公開状態: 下書き\n", ""), "utf-8")


def end_call(site: Site) -> None:
    site.replace("reports", "- **手伝い", "- **手伝いの終わったもの**【募集終了】")


def add_report(site: Site) -> None:
    site.report(site.random.choice(DAYS[:5]))


def add_event(site: Site) -> None:
    site.event(site.random.choice((*DAYS, "2025-05-15", "2025-06-19")))


def delete(site: Site) -> None:
    if file := site.some(site.random.choice(("reports", "reports", "events", "organizations"))):
        file.unlink()
        file.with_suffix(".en.md").unlink(missing_ok=True)


def rename(site: Site) -> None:
    if file := site.some("reports"):
        site.number += 1
        new = file.with_name(f"{file.name[:10]}-n{site.number}.md")
        file.rename(new)
        if file.with_suffix(".en.md").exists():
            file.with_suffix(".en.md").rename(new.with_suffix(".en.md"))


def link(site: Site) -> None:
    one, other = site.some("reports"), site.some("reports")
    if one and other:
        with one.open("a", encoding="utf-8") as text:
            text.write(f"\n[あの日]({other.name})と[一覧](/tags/防災/)を見てください。\n")


def name_organization(site: Site) -> None:
    site.number += 1
    new = site.random.choice((f"名称: 会{site.number}", *(f"名称: {name}" for name in NAMES)))
    site.replace("organizations", "名称:", new)


def add_organization(site: Site) -> None:
    site.number += 1
    name = site.random.choice(("知らない会", f"団体{site.number}"))
    site.write(f"organizations/n{site.number}.md", f"名称: {name}\nタグ: 傾聴", "新しい団体です。")


def move_venue(site: Site) -> None:
    site.replace("venues", "住所:", f"住所: 仙台市{site.random.randrange(9)}丁目")


def change_series(site: Site) -> None:
    site.replace("series", "主催:", f"主催: {site.random.choice(NAMES)}")


def change_regular(site: Site) -> None:
    rule = site.random.choice(("毎月第2土曜", "毎週土曜", "毎月13日"))
    site.replace("series", "定例:", f"定例: {rule} {site.random.randrange(8, 11)}:00-12:00")


def change_menu(site: Site) -> None:
    site.replace("pages", "メニュー:", f"メニュー: {site.random.randrange(9)}")
    if site.random.random() < 0.5:
        site.write("pages/join.md", "題: 参加", f"![門](p.jpg)\n\n{site.random.choice(WORDS)}")
        photo(site)


def photo(site: Site) -> None:
    file = site.content / "pages" / "p.jpg"
    shade = site.random.randrange(250)
    size = site.random.choice(((40, 30), (60, 20)))
    Image.new("RGB", size, (shade, 90, 90)).save(file)


def touch(site: Site) -> None:
    if file := site.some("reports"):
        file.write_bytes(file.read_bytes())


def template(site: Site) -> None:
    names = (
        "report.html",
        "_facts.html",
        "_events.html",
        "base.html",
        "tag.html",
        "feed_report.html",
        "older.html",
    )
    file = site.folder / "theme" / "templates" / site.random.choice(names)
    site.number += 1
    file.write_text(f"{{# {site.number} #}}" + file.read_text("utf-8"), "utf-8")
    if file.name == "report.html":
        text = file.read_text("utf-8")
        file.write_text(text.replace("<h1", f"<!-- {site.number} --><h1", 1), "utf-8")


def style(site: Site) -> None:
    with (site.folder / "theme" / "static" / "kairanban.css").open("a", encoding="utf-8") as css:
        css.write(f"/* {site.random.random()} */\n")


def settings(site: Site) -> None:
    changed: tuple[dict[str, object], ...] = (
        *({}, {"KAIRANBAN_MONTHS_AHEAD": 2}, {"KAIRANBAN_SOCIAL_CARDS": False}),
        {"KAIRANBAN_DONATE": "https://example.org/d"},
    )
    site.write_settings(**site.random.choice(changed))


def another_day(site: Site) -> None:
    site.epoch = site.random.choice(EPOCHS)


def break_it(site: Site) -> None:
    file = site.some(site.random.choice(("reports", "events")))
    if file and file not in site.broken:
        site.broken[file] = file.read_bytes()
        text = file.read_text("utf-8").replace("日: 2024-0", "日: 2024-9")
        file.write_text(text.replace("日時: ", "日時: きっと"), "utf-8")


def mend(site: Site) -> None:
    for file, data in site.broken.items():
        if file.exists():
            file.write_bytes(data)
    site.broken.clear()


def meddle(site: Site) -> None:
    """Somebody works in the output folder."""
    files = sorted(file for file in site.output.rglob("*") if file.is_file())
    if files:
        file = site.random.choice(files)
        what = site.random.randrange(3)
        if what == 0:
            file.unlink()
        elif what == 1:
            file.write_bytes(b"other bytes")
        else:
            file.with_name("strange.txt").write_bytes(b"?")


def translate(site: Site) -> None:
    """A translation of something, be there one already."""
    site.number += 1
    kind = site.random.choice(tuple(TRANSLATED))
    file = site.some(kind)
    if not file:
        return
    name, needed, *more = TRANSLATED[kind]
    header = [f"{name}: Words {site.number}", needed]
    header += [line for line in more if site.random.random() < 0.7]
    if name == "title":
        header += site.random.choice(((), (), (), ("status: draft",)))
    body = site.random.choice(ENGLISH)
    if kind == "reports":
        calls = site.random.choice(("\n\n### Calls for help\n\n- **Hands**\n- **Tools**", ""))
        sessions = len(re.findall("^## ", file.read_text("utf-8"), re.MULTILINE))
        body += "".join(f"\n\n## {heading}\n\nWe heard.{calls}" for heading in HEADINGS[:1])
        body += "".join(f"\n\n## {heading}\n\nWe heard." for heading in HEADINGS[1:sessions])
    path = file.relative_to(site.content).with_suffix(".en.md").as_posix()
    site.write(path, "\n".join(header), body)


def retranslate(site: Site) -> None:
    if file := site.translation():
        text = file.read_text("utf-8")
        what = site.random.randrange(4)
        if what == 0:
            file.write_text(text + f"\n{site.random.choice(ENGLISH)}\n", "utf-8")
        elif what == 1:
            file.write_text(re.sub("Words [0-9]+", f"Words {site.random.random()}", text), "utf-8")
        elif what == 2:
            file.write_text(text.replace("status: draft\n", ""), "utf-8")
        else:
            file.write_text(
                text.replace("\n---\n", "\nwhen: 2024-01-18 19:00-20:30\n---\n"), "utf-8"
            )


def untranslate(site: Site) -> None:
    if file := site.translation():
        file.unlink()


def relabel(site: Site) -> None:
    """The theme says something in other words in English."""
    site.number += 1
    file = site.folder / "theme" / "locale" / "en" / "LC_MESSAGES" / "kairanban.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    label = f'msgid "ホーム"\nmsgstr "Home {site.number}"\n'
    file.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{label}')


ACTIONS: tuple[Callable[[Site], None], ...] = (
    *(edit_body, edit_body, shorten_body, retitle, retag, redate_report, move_event, rehost),
    *(revenue, change_state, repeat, hold_back, publish_again, end_call, add_report, add_report),
    *(add_event, delete, rename, link, name_organization, add_organization, move_venue),
    *(change_series, change_menu, photo, touch, template, style, settings, another_day),
    *(another_day, break_it, mend, mend, meddle, fonts),
    *OF_PICTURES,
    *(last_for_days, elsewhere, change_regular),
    *(translate, translate, translate, retranslate, retranslate, untranslate, relabel),
)
