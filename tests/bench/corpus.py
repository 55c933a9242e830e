"""Writes the texts that builds are measured with: `python tests/bench/corpus.py FOLDER REPORTS`.

`FOLDER/content` is a site of ours with nothing to complain about; `FOLDER/articles` holds the
same texts as articles of plain Pelican, `FOLDER/hugo` as content of Hugo. The same number gives
the same bytes each time.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

LENGTH = 2600  # characters of a report's body
NEWEST = date(2026, 12, 22)  # the last meeting; one is held every second day
COMING = 10  # so many of the last meetings nobody can have reported yet
WEEKDAYS = "月火水木金土日"

TAGS = (
    "つながり 防災 子育て 環境 福祉 居場所 移動 医療 農業 商店街 音楽 演劇 "
    "読書 多文化 やさしい日本語 若者 高齢者 障害 介護 食堂 フードバンク リユース 修理 星空 "
    "川 海 山 公園 花 町歩き 歴史 写真 映画 料理 手仕事 体操 "
    "睡眠 心 傾聴 相談 就労 起業 寄付 助成金 会計 広報 印刷 放送 "
    "データ 地図 通信 停電 避難所 復興 記録 祭り 学校 図書館 集会所 空き家"
).split()
SERIES = (
    ("joho", "情報交換の夕べ"),
    ("kikikata", "話を聴く練習会"),
    ("naosu", "道具を直す日"),
    ("arukou", "町を歩く朝"),
    ("tabemono", "食べものを分ける会"),
    ("kodomo", "子どもと遊ぶ広場"),
    ("sonae", "備えを試す集まり"),
    ("kiroku", "記録を残す仲間"),
)
ORGANIZATIONS = (
    ("hub", "せんだい・みやぎソーシャルハブ"),
    ("minato", "みなと町の縁側"),
    ("hoshi", "星と防災の会"),
    ("hon", "一般社団法人 本のある部屋"),
    ("kasa", "NPO法人 かさ直し"),
    ("tane", "たね交換の輪"),
    ("bus", "乗り合いを考える会"),
    ("kama", "大きな釜の食堂"),
    ("koe", "声の便り"),
    ("machi", "町内記録室"),
)
VENUES = (
    ("center", "青葉市民活動センター", "仙台市青葉区一番町0-0"),
    ("shukai", "川べり集会所", "仙台市若林区河原町0-0"),
    ("kobo", "渡し場の工房", "仙台市太白区長町0-0"),
    ("toshokan", "坂の上図書室", "仙台市泉区七北田0-0"),
    ("soko", "みなと倉庫", "塩竈市港町0-0"),
)
NAMES = "赤木 沢口 三条 五十嵐 遠藤 大友 菅原 千葉 早坂 渡辺 阿部 今野".split()
THINGS = "長机 紙芝居 古い地図 味噌 電池 毛布 自転車 ラジオ 写真 苗 鍋 工具".split()
SENTENCES = (
    "{name}さんは、{place}で{thing}を借りられるようにした、という話をしました。",
    "始めたのは{number}年前で、そのころは{number}人しかいませんでした。",
    "今では{number}世帯が名前を書いていて、月に一度は顔を合わせます。",
    "困っているのは置き場所です。{thing}は思ったより場所を取ります。",
    "「頼まれる側にまわるのは初めてだ」と言った人もいたそうです。",
    "会場からは、**{thing}を使わない季節**はどうしているのか、という質問が出ました。",
    "答えは簡単で、{place}の倉庫にしまい、鍵は三人で回しています。",
    "PCの得意な人が一覧表を作り、LINEとメールの両方で知らせています。",
    "費用は一年で{number},000円ほどです。会費のほかに、募金箱を置いています。",
    "雨の日に人が集まらないのは、どの団体にも共通する悩みでした。",
    "そこで、{place}までの道を地図に描き、段差のある所に印をつけました。",
    "子どもたちは{thing}に名前をつけて、順番に持ち帰っています。",
    "{name}さんの話では、隣の町内でも同じことを考えているとのことです。",
    "手続きの書き方がわからない、という声には、{org}が相談に乗ります。",
    "数えてみると、手伝った人は延べ{number}人になっていました。",
    "次に会うときまでに、{thing}の数を調べておくことにしました。",
    "終わってからも、机のまわりで{number}分ほど立ち話が続きました。",
    "「続けるこつは、休む日を先に決めること」という言葉が残りました。",
    "Zoomで参加した方からは、画面に{thing}を映してほしいと頼まれました。",
    "詳しいことは[{org}の案内](https://example.org/{number})にあります。",
)
CALLS = (
    "**{thing}の貸し出し係**。月に二度、土曜の午前に手伝ってくれる方を探しています。",
    "**{thing}**。使わなくなったものを譲ってください。{place}まで取りにうかがいます。",
    "**送り迎え**。{place}までの道を知っている方、車を出せる方を募ります。",
)
VOICES = (
    "{name}さんの話を聞いて、うちの{thing}を思い出しました。来月持って来ます。",
    "初めて来ました。{place}は駅から近いので、また寄りたいです。",
    "{number}年ぶりに、小学校の同級生に会いました。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: `facts` is its header as we read it, `category` and `day` are for Pelican."""

    path: str
    title: str
    facts: Sequence[str]
    day: date
    category: str
    tags: Sequence[str]
    body: str


def write_corpus(folder: Path, reports: int, photos: int = 0) -> None:
    """Writes all three into `folder`: so many reports, a fifth as many events.

    With `photos`, each report shows so many: `1.jpg` and so on beside it, which others write.
    """
    events = max(1, reports // 5)
    for path, text in _directories():
        _write(folder / "content" / path, text)
    _write_terms(folder / "hugo")
    for text in (*_events(events), *_reports(reports, events, photos)):
        header = "\n".join((f"title: {text.title}", *text.facts, f"tags: {'、'.join(text.tags)}"))
        _write(folder / "content" / text.path, f"---\n{header}\n---\n\n{text.body}")
        plain = (
            f"Title: {text.title}\nDate: {text.day}\nCategory: {text.category}\n"
            f"Tags: {', '.join(text.tags)}\n"
        )
        _write(folder / "articles" / text.path, f"{plain}\n{text.body}")
        _write(folder / "hugo" / text.path, _for_hugo(text))


def _for_hugo(text: Text) -> str:
    """The same as Hugo reads it: facts as front matter in TOML, links as its own."""
    facts = dict(fact.split(": ", 1) for fact in text.facts)
    known = {name: slug for slug, name in (*ORGANIZATIONS, *SERIES)}
    lists = {"tags": list(text.tags)}
    if text.path.startswith("events/"):
        hosts = facts["共催"].split("、")
        place = facts["会場"]
        venue = next(slug for slug, name, _ in VENUES if place.startswith(name))
        lists |= {"organizations": hosts, "series": [facts["シリーズ"]], "venues": [venue]}
        own = {"date": f"{text.day}T19:00:00+09:00", "place": place, "summary": facts["内容"]}
    else:
        result = [slug for name, slug in known.items() if f"## {name}（" in text.body]
        lists |= {"organizations": result}
        own = {"date": f"{text.day}T00:00:00+09:00", "event": facts["event"]}
        own["attendance"] = facts["attendance"]
    header = [f"title = {json.dumps(text.title, ensure_ascii=False)}"]
    header += [
        f"{key} = {value if key == 'date' else json.dumps(value, ensure_ascii=False)}"
        for key, value in (own | lists).items()
    ]
    body = re.sub(r"\{filename\}(/events/[^)]*)\.md", r"\1/", text.body)
    return "+++\n" + "\n".join(header) + f"\n+++\n\n{body}"


def _write_terms(folder: Path) -> None:
    """What Hugo shows on the pages of organizations, series and venues."""
    kinds = (
        ("organizations", ORGANIZATIONS),
        ("series", SERIES),
        ("venues", tuple((slug, name) for slug, name, _ in VENUES)),
    )
    for kind, terms in kinds:
        for slug, name in terms:
            header = f"+++\ntitle = {json.dumps(name, ensure_ascii=False)}\n+++\n"
            _write(folder / kind / slug / "_index.md", f"{header}\n{name}の紹介です。\n")


def _directories() -> Iterator[tuple[str, str]]:
    for slug, name in SERIES:
        header = f"名称: {name}\n概要: {name}は、だれでも来られる集まりです。\n主催: hub"
        yield f"series/{slug}.md", f"---\n{header}\n---\n\nいつ来ても、いつ帰ってもかまいません。\n"
    for slug, name in ORGANIZATIONS:
        header = f"名称: {name}\nサイト: https://{slug}.example.org/\n地域: 仙台市"
        yield f"organizations/{slug}.md", f"---\n{header}\n---\n\n{name}の紹介です。\n"
    for slug, name, address in VENUES:
        header = f"名称: {name}\n住所: {address}\n交通: 駅から歩いて7分"
        yield f"venues/{slug}.md", f"---\n{header}\n---\n\n入口は通りに面しています。\n"


def _events(count: int) -> Iterator[Text]:
    for number in range(count):
        random, day = Random(f"event {number}"), _day(number, count)
        series, name = SERIES[number % len(SERIES)]
        body = "\n\n".join(_paragraph(random) for _ in range(2)) + "\n"
        when = f"{day.year}年{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})19:00~20:30"
        yield Text(
            path=f"events/{_event_slug(number, count)}.md",
            title=f"{name} 第{number + 1}回",
            facts=(
                f"日時: {when}",
                f"会場: {random.choice(VENUES)[1]} 2階とZoomにて開催",
                f"内容: {_filled(random, random.choice(SENTENCES[:5]))}",
                "参加費: 無料",
                f"共催: hub、{random.choice(ORGANIZATIONS[1:])[0]}",
                f"シリーズ: {series}",
            ),
            day=day,
            category=name,
            tags=random.sample(TAGS, 3),
            body=body,
        )


def _reports(count: int, events: int, photos: int) -> Iterator[Text]:
    held = max(1, events - COMING)
    for number in range(count):
        random, event = Random(f"report {number}"), number % held
        day = _day(event, events) + timedelta(days=3)
        slug, name = _event_slug(event, events), SERIES[event % len(SERIES)][1]
        yield Text(
            path=f"reports/{slug}-hokoku-{number}{'/index' if photos else ''}.md",
            title=f"{name} 第{event + 1}回のレポート その{number // held + 1}",
            facts=(
                f"date: {day}",
                f"event: {slug}",
                f"attendance: 会場{random.randint(5, 40)}名、Zoom{random.randint(1, 20)}名",
                "consent: 全員",
            ),
            day=day,
            category=name,
            tags=random.sample(TAGS, 4),
            body=_body(random, slug) + _photos(photos),
        )


def _body(random: Random, event: str) -> str:
    parts = [
        f"[お知らせ]({{filename}}/events/{event}.md)のとおりに集まりました。{_paragraph(random)}"
    ]
    people = zip(random.sample(ORGANIZATIONS, 10), random.sample(NAMES, 10), strict=True)
    while sum(map(len, parts)) < LENGTH - 250:
        (_, organization), person = next(people)
        parts.append(f"## {organization}（{person}さん）")
        parts += [_paragraph(random), _paragraph(random)]
        if len(parts) < 5:  # a meeting brings forth a few calls, not some by everybody
            parts += ["### 募集", _list(random, CALLS)]
    parts += ["## 会場の声", _list(random, VOICES)]
    return "\n\n".join(parts) + "\n"


def _photos(count: int) -> str:
    return "".join(f'\n![会場の様子 その{n}]({n}.jpg "第{n}の卓")\n' for n in range(1, count + 1))


def _paragraph(random: Random) -> str:
    return "\n".join(_filled(random, each) for each in random.sample(SENTENCES, 5))


def _list(random: Random, sentences: Sequence[str]) -> str:
    return "\n".join(f"- {_filled(random, each)}" for each in random.sample(sentences, 2))


def _filled(random: Random, sentence: str) -> str:
    return sentence.format(
        name=random.choice(NAMES),
        thing=random.choice(THINGS),
        place=random.choice(VENUES)[1],
        org=random.choice(ORGANIZATIONS)[1],
        number=random.randint(2, 40),
    )


def _day(number: int, count: int) -> date:
    return NEWEST - timedelta(days=2 * (count - 1 - number))


def _event_slug(number: int, count: int) -> str:
    return f"{_day(number, count)}-{SERIES[number % len(SERIES)][0]}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]), int(sys.argv[2]))
