"""A small site that is edited at random, to compare incremental builds with clean ones."""

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
# Seconds since 1970: before, between and after `DAYS`, and to the second when one of them is over.
EPOCHS = (1705000000, 1705577399, 1705577400, 1711000000, 1720000000, 1737027001, 1765000000)
# The seconds before and after which another month of endless recurrences becomes visible.
EPOCHS += (1737730799, 1737730800)
NAMES = ("みなと食堂", "星の会", "ことば橋", "直し人", "川の道")
WORDS = (
    "近況を聞きました。",
    "机を三つ運びました。",
    "次は駅前に集まります。",
    "PCの話になりました。",
)
# The file of the font of social cards; empty where the system lacks it.
FONT = [found.file for found in [find_card_font(None).font] if found]
ENGLISH = ("We met again.", "Three desks were moved.", "See [the list](/events/).")
HEADINGS = ("Minato Kitchen (Ms Akagi)", "The Stars (Mr Hoshi)")
TRANSLATED = {  # by kind: the key of the title or name, and lines that a translation may have
    "events": ("title", "summary: In short.", "fee: Free", "note: Bring a pen.", "room: 2F"),
    "reports": ("title", "summary: In short."),
    "pages": ("title", "summary: In short."),
    "organizations": ("name", "area: Sendai"),
    "venues": ("name", "address: Sendai", "access: Walk."),
    "series": ("name", "summary: Every month.", "fee: Free", "room: 3F"),
}


@dataclass
class Site:
    """A site in `folder`; all random choices of its edits come from `random`."""

    folder: Path
    random: Random
    epoch: int = EPOCHS[3]  # the builds' "now", in seconds since 1970
    number: int = 0  # counts names, so that new ones are unique
    broken: dict[Path, bytes] = field(
        default_factory=dict
    )  # bytes of files before they were spoilt
    told: list[str] = field(default_factory=list)  # names of the actions so far

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def output(self) -> Path:
        """The output folder."""
        return self.folder / "output"

    @property
    def fonts(self) -> Path:
        """The folder in which builds look for the font of social cards."""
        return self.folder / "fonts"

    @property
    def state(self) -> Path:
        """The file of the builds' store."""
        return self.folder / ".output.kairanban" / "state.sqlite"

    def begin(self) -> None:
        """Write the first content, a theme and the settings."""
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
        """Write the settings file; `more` adds settings, or replaces some."""
        write_settings(
            self.folder / "conf.py",
            PATH=str(self.content),
            THEME=str(self.folder / "theme"),
            KAIRANBAN_HOST="みなと食堂",
            KAIRANBAN_CONTACT="hub@example.org",
            KAIRANBAN_PAGE_SIZE=2,
            KAIRANBAN_FONT_FOLDERS=[str(self.fonts)],
            # Limits so small that the search index has several blocks, which grow and go. Some
            # are small enough for the head of the index.
            KAIRANBAN_SEARCH_LIMITS={
                "min_block": 3,
                "max_block": 8,
                "max_head_text": 300,
                "max_list": 2,
            },
            **{"KAIRANBAN_SOCIAL_CARDS": True, **more},
        )

    def write(self, path: str, header: str, body: str) -> Path:
        """Write a content file (YAML header and Markdown body), and return it."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{header}\n---\n\n{body}\n", "utf-8")
        return file

    def event(self, day: str) -> None:
        """Write the event of a day (ISO date), in place of any former one."""
        random = self.random
        self.write(
            f"events/{day}-kai.md",
            f"題: {day[5:7]}月の会\n日時: {day} 19:00-20:30\n会場: 会館{random.randrange(2)} 2階\n"
            f"内容: {random.choice(WORDS)}\n参加費: 無料\nシリーズ: 月の会\n"
            f"共催: {random.choice(NAMES)}\nタグ: {'、'.join(random.sample(TAGS, 2))}",
            random.choice(WORDS),
        )

    def report(self, day: str) -> None:
        """Write one more report on the event of a day (ISO date)."""
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
        """Return the originals of a kind, sorted; translations are `x.en.md` beside them."""
        return sorted(f for f in (self.content / kind).glob("*.md") if not f.stem.endswith(".en"))

    def translation(self) -> Path | None:
        """Return a random translation, None where there is none."""
        files = sorted(self.content.glob("*/*.en.md"))
        return self.random.choice(files) if files else None

    def some(self, kind: str) -> Path | None:
        """Return a random original of a kind, None where there is none."""
        files = self.files(kind)
        return self.random.choice(files) if files else None

    def replace(self, kind: str, old: str, new: str) -> None:
        """Replace the first line that begins with `old` in a random file of a kind by `new`."""
        file = self.some(kind)
        if file:
            lines = file.read_text("utf-8").split("\n")
            at = next((n for n, line in enumerate(lines) if line.startswith(old)), None)
            if at is not None:
                lines[at] = new
                file.write_text("\n".join(lines), "utf-8")

    def edit(self) -> None:
        """Do one random action of editors, designers or the calendar."""
        action = self.random.choice(ACTIONS)
        self.told.append(action.__name__)
        action(self)

    def build(self, output: Path | None = None, memory: StoreMemory | None = None) -> int:
        """Build in this process, to `output` or the site's own, and return the exit code."""
        os.environ["SOURCE_DATE_EPOCH"] = str(self.epoch)
        settings = str(self.folder / "conf.py")
        return build(settings, None, str(output or self.output), memory=memory)

    def check(self) -> int:
        """Do what `invoke check` does in this process, and return the exit code."""
        os.environ["SOURCE_DATE_EPOCH"] = str(self.epoch)
        return check(str(self.folder / "conf.py"), None, "text")

    def start(self, limit: int | None = None) -> ForkServerProcess:
        """Start a build in another process, which may write no file longer than `limit` bytes."""
        words = str(self.folder / "conf.py"), str(self.output)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.epoch)}
        return started(invoke_build, *words, environment=environment, longest=limit)


def edit_body(site: Site) -> None:
    """Add a paragraph to a file."""
    file = site.some(site.random.choice(("reports", "events", "pages", "organizations", "series")))
    if file:
        text = file.read_text("utf-8")
        file.write_text(text + f"\n{site.random.choice(WORDS)}\n", "utf-8")


def shorten_body(site: Site) -> None:
    """Delete the last paragraph of a report."""
    if file := site.some("reports"):
        parts = file.read_text("utf-8").split("\n\n")
        file.write_text("\n\n".join(parts[: max(2, len(parts) - 1)]) + "\n", "utf-8")


def retitle(site: Site) -> None:
    """Give a report, an event or a page a new title."""
    site.number += 1
    site.replace(
        site.random.choice(("reports", "events", "pages")), "題:", f"題: 新しい題{site.number}"
    )


def retag(site: Site) -> None:
    """Give a report or an event other tags."""
    tags = "、".join(site.random.sample(TAGS, site.random.randrange(1, 4)))
    site.replace(site.random.choice(("reports", "events")), "タグ:", f"タグ: {tags}")


def redate_report(site: Site) -> None:
    """Change the day on which a report was published."""
    site.replace("reports", "公開日:", f"公開日: {site.random.choice(DAYS)}")


def move_event(site: Site) -> None:
    """Move an event to another day and time."""
    when = f"{site.random.choice(DAYS)} {site.random.randrange(9, 20)}:00-21:00"
    site.replace("events", "日時:", f"日時: {when}")


def last_for_days(site: Site) -> None:
    """Let an event last for days, into the next month or year."""
    day = site.random.choice(DAYS)
    end = site.random.choice((f"{day[:8]}28", f"{int(day[:4]) + 1}-02-01"))
    site.replace("events", "日時:", f"日時: {day} 〜 {end}")


def elsewhere(site: Site) -> None:
    """Move an event to an evening in New York, which is the next day in Japan."""
    when = f"{site.random.choice(DAYS)[:8]}{site.random.randrange(26, 29)} 20:00-21:00"
    site.replace("events", "日時:", f"日時: {when}\nタイムゾーン: America/New_York")


def rehost(site: Site) -> None:
    """Give an event another co-host, which may be unknown."""
    site.replace("events", "共催:", f"共催: {site.random.choice((*NAMES, '知らない会'))}")


def revenue(site: Site) -> None:
    """Move an event to another venue, which may be unknown."""
    site.replace("events", "会場:", f"会場: {site.random.choice(('会館0', '会館1 3階', '公園'))}")


def change_state(site: Site) -> None:
    """Cancel or postpone an event, or give it another status."""
    state = site.random.choice(("中止", "中止", "延期", "満席", "オンライン変更"))
    site.replace("events", "参加費:", f"参加費: 無料\n状態: {state}")


def fonts(site: Site) -> None:
    """Add the font of social cards where it is missing, else remove it."""
    site.fonts.mkdir(exist_ok=True)
    for file in FONT:
        link = site.fonts / file.name
        if link.is_symlink():
            link.unlink()
        else:
            link.symlink_to(file)


def repeat(site: Site) -> None:
    """Let an event repeat weekly."""
    site.replace("events", "シリーズ:", "繰り返し: 毎週\nシリーズ: 月の会")


def hold_back(site: Site) -> None:
    """Make a report or an event a draft."""
    site.replace(site.random.choice(("reports", "events")), "タグ:", "公開状態: 下書き\nタグ: 防災")


def publish_again(site: Site) -> None:
    """Publish all drafts of events and reports."""
    for file in (*site.files("events"), *site.files("reports")):
        text = file.read_text("utf-8")
        file.write_text(text.replace("公開状態: 下書き\n", ""), "utf-8")


def end_call(site: Site) -> None:
    """Mark a call of a report as ended."""
    site.replace("reports", "- **手伝い", "- **手伝いの終わったもの**【募集終了】")


def add_report(site: Site) -> None:
    """Add a report."""
    site.report(site.random.choice(DAYS[:5]))


def add_event(site: Site) -> None:
    """Add an event, or write one anew."""
    site.event(site.random.choice((*DAYS, "2025-05-15", "2025-06-19")))


def delete(site: Site) -> None:
    """Delete a file and its translation."""
    if file := site.some(site.random.choice(("reports", "reports", "events", "organizations"))):
        file.unlink()
        file.with_suffix(".en.md").unlink(missing_ok=True)


def rename(site: Site) -> None:
    """Rename a report and its translation."""
    if file := site.some("reports"):
        site.number += 1
        new = file.with_name(f"{file.name[:10]}-n{site.number}.md")
        file.rename(new)
        if file.with_suffix(".en.md").exists():
            file.with_suffix(".en.md").rename(new.with_suffix(".en.md"))


def link(site: Site) -> None:
    """Link another report and a tag from a report."""
    one, other = site.some("reports"), site.some("reports")
    if one and other:
        with one.open("a", encoding="utf-8") as text:
            text.write(f"\n[あの日]({other.name})と[一覧](/tags/防災/)を見てください。\n")


def name_organization(site: Site) -> None:
    """Give an organization another name, which may be another one's."""
    site.number += 1
    new = site.random.choice((f"名称: 会{site.number}", *(f"名称: {name}" for name in NAMES)))
    site.replace("organizations", "名称:", new)


def add_organization(site: Site) -> None:
    """Add an organization, which may be the unknown one that events name."""
    site.number += 1
    name = site.random.choice(("知らない会", f"団体{site.number}"))
    site.write(f"organizations/n{site.number}.md", f"名称: {name}\nタグ: 傾聴", "新しい団体です。")


def move_venue(site: Site) -> None:
    """Change the address of a venue."""
    site.replace("venues", "住所:", f"住所: 仙台市{site.random.randrange(9)}丁目")


def change_series(site: Site) -> None:
    """Give a series another host."""
    site.replace("series", "主催:", f"主催: {site.random.choice(NAMES)}")


def change_regular(site: Site) -> None:
    """Change the recurrence of a series' regular days."""
    rule = site.random.choice(("毎月第2土曜", "毎週土曜", "毎月13日"))
    site.replace("series", "定例:", f"定例: {rule} {site.random.randrange(8, 11)}:00-12:00")


def change_menu(site: Site) -> None:
    """Move a page in the menu, and perhaps write another one that shows a picture."""
    site.replace("pages", "メニュー:", f"メニュー: {site.random.randrange(9)}")
    if site.random.random() < 0.5:
        site.write("pages/join.md", "題: 参加", f"![門](p.jpg)\n\n{site.random.choice(WORDS)}")
        photo(site)


def photo(site: Site) -> None:
    """Write the picture of the page `join` anew."""
    file = site.content / "pages" / "p.jpg"
    shade = site.random.randrange(250)
    size = site.random.choice(((40, 30), (60, 20)))
    Image.new("RGB", size, (shade, 90, 90)).save(file)


def touch(site: Site) -> None:
    """Write a report anew with the same bytes."""
    if file := site.some("reports"):
        file.write_bytes(file.read_bytes())


def template(site: Site) -> None:
    """Edit a template of the theme; an edit of `report.html` changes the pages as well."""
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
    """Edit the theme's stylesheet."""
    with (site.folder / "theme" / "static" / "kairanban.css").open("a", encoding="utf-8") as css:
        css.write(f"/* {site.random.random()} */\n")


def settings(site: Site) -> None:
    """Change a setting, or return to the first settings."""
    changed: tuple[dict[str, object], ...] = (
        *({}, {"KAIRANBAN_MONTHS_AHEAD": 2}, {"KAIRANBAN_SOCIAL_CARDS": False}),
        {"KAIRANBAN_DONATE": "https://example.org/d"},
    )
    site.write_settings(**site.random.choice(changed))


def another_day(site: Site) -> None:
    """Set the clock of the builds to another instant, earlier or later."""
    site.epoch = site.random.choice(EPOCHS)


def break_it(site: Site) -> None:
    """Write an invalid date into a report or an event."""
    file = site.some(site.random.choice(("reports", "events")))
    if file and file not in site.broken:
        site.broken[file] = file.read_bytes()
        text = file.read_text("utf-8").replace("日: 2024-0", "日: 2024-9")
        file.write_text(text.replace("日時: ", "日時: きっと"), "utf-8")


def mend(site: Site) -> None:
    """Restore all broken files."""
    for file, data in site.broken.items():
        if file.exists():
            file.write_bytes(data)
    site.broken.clear()


def meddle(site: Site) -> None:
    """Delete, change or add a file in the output folder by hand."""
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
    """Write a translation of a file, in place of any former one."""
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
    """Edit a translation's body or title, publish it, or add a field that it must not have."""
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
    """Delete a translation."""
    if file := site.translation():
        file.unlink()


def relabel(site: Site) -> None:
    """Give the theme another English label."""
    site.number += 1
    file = site.folder / "theme" / "locale" / "en" / "LC_MESSAGES" / "kairanban.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    label = f'msgid "ホーム"\nmsgstr "Home {site.number}"\n'
    file.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{label}')


# Those that stand here several times are done more often.
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
