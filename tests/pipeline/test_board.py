"""The board of calls on the built site, its filters, its machine files; what organizations said."""

import json
import re
from pathlib import Path

from conftest import run_build
from test_output import ADDRESS, pages

RECENT = "data-shokyo"  # of the recycling group, in October 2026


def text(site: Path, path: str) -> str:
    """A page without phrase breaks."""
    return (site / path / "index.html").read_text("utf-8").replace("<wbr>", "")


def offers(html: str) -> list[str]:
    """The titles of the calls on a page."""
    return re.findall(r'<h[23]><a href="[^"]*#[^"]+">([^<]+)</a></h[23]>', html)


def rows(html: str) -> list[str]:
    """The titles of the calls in a page's rows, most of which are over."""
    return re.findall(r'<li class="past-call">.*?<a href="[^"]*#[^"]+">([^<]+)</a>', html)


def test_a_recent_call_leads_to_its_paragraph_its_group_and_the_next_meeting(site: Path) -> None:
    board = text(site, "calls")
    assert "データ消去の作業" in offers(board)
    assert f'href="../reports/2026-10-15-johokokankai/#{RECENT}"' in board
    assert 'href="../organizations/tohoku-saisei/"' in board
    report = text(site, "reports/2026-10-15-johokokankai")
    assert f'<li class="call" id="{RECENT}"><strong>データ消去の作業</strong>' in report
    assert "2027年12月31日(金)まで" in report
    assert 'id="page-next"' in report
    assert "{:" not in report


def test_calls_of_2023_are_among_all_and_not_on_the_board(site: Path) -> None:
    assert "役所への働きかけ" not in offers(text(site, "calls"))
    everything = text(site, "calls/all")
    assert "役所への働きかけ" in rows(everything)
    assert "募集終了" in everything


def test_the_board_is_newest_first(site: Path) -> None:
    titles = offers(text(site, "calls"))
    assert titles.index("夜の教室の話し相手") < titles.index("置き場所")


def test_filters_are_pages(site: Path) -> None:
    board = text(site, "calls")
    assert 'href="../calls/type/pro-bono/"' in board
    assert offers(text(site, "calls/type/pro-bono")) == ["台帳づくり"]
    assert offers(text(site, "calls/organization/tohoku-saisei")) == [
        "データ消去の作業",
        "企業への橋渡し",
    ]
    # Nothing is open there any more; the page stays.
    assert offers(text(site, "calls/type/donation")) == []


def test_calls_json_tells_every_call(site: Path) -> None:
    calls = json.loads((site / "calls.json").read_text("utf-8"))["calls"]
    keys = "id title type organization status until apply report url".split()
    assert all(list(call) == keys for call in calls)
    by_id = {call["id"]: call for call in calls}
    assert by_id[RECENT] == {
        "id": RECENT,
        "title": "データ消去の作業",
        "type": "ボランティア",
        "organization": "一般社団法人東北情報機器再生推進機構",
        "status": "open",
        "until": "2027-12-31",
        "apply": "hub@socialhub.example.org",
        "report": ADDRESS + "reports/2026-10-15-johokokankai/",
        "url": ADDRESS + f"reports/2026-10-15-johokokankai/#{RECENT}",
    }
    states = {call["title"]: call["status"] for call in calls}
    assert states["役所への働きかけ"] == "closed"
    assert states["机と椅子"] == "closed"
    read = pages(site)
    for call in calls:
        path, _, fragment = call["url"].removeprefix(ADDRESS).partition("#")
        assert fragment in read[path].ids


def test_a_call_says_how_to_respond(site: Path) -> None:
    calls = json.loads((site / "calls.json").read_text("utf-8"))["calls"]
    apply = {call["title"]: call["apply"] for call in calls}
    assert apply["企業への橋渡し"] == "mailto:tohoku-saisei@example.org"  # its own
    assert apply["鍵当番"] == "mail@naoshibito.example.org"  # the organization's
    assert apply["データ消去の作業"] == "hub@socialhub.example.org"  # the site's
    assert 'href="mailto:tohoku-saisei@example.org"' in text(site, "calls")


def test_an_organization_shows_its_sessions_and_calls(site: Path) -> None:
    page = text(site, "organizations/tohoku-saisei")
    assert page.index("2026年10月15日(木)") < page.index("2023年12月21日(木)")
    assert 'href="../../reports/2023-12-21-johokokankai/#tohoku-saisei"' in page
    assert "パソコンをできるだけ長く使い、手放すしかないものは" in page
    assert "データ消去の作業" in offers(page)
    assert "役所への働きかけ" in rows(page)


def test_the_calls_of_an_organization_do_not_repeat_whose_they_are(site: Path) -> None:
    page = text(site, "organizations/tohoku-saisei")
    slip = page[page.index('class="offers slip"') :]
    assert 'href="../tohoku-saisei/"' not in slip
    assert "一般社団法人" not in slip[: slip.index("</section>")]


def test_organizations_are_in_the_order_of_their_readings(site: Path) -> None:
    page = text(site, "organizations")
    linked = re.findall(r'<li><a href="[^"]+">(.+?)</a>', page)
    names = [re.sub("<[^>]*>", "", name) for name in linked]
    assert names.index("NPO法人ことのは橋") < names.index("せんだい・みやぎソーシャルハブ")
    assert names.index("せんだい・みやぎソーシャルハブ") < names.index(
        "一般社団法人東北情報機器再生推進機構"
    )


def test_a_report_shows_all_of_it(site: Path) -> None:
    page = text(site, "reports/2023-12-21-johokokankai")
    for part in (
        '<section class="session" id="grameen-nippon-sendai">',
        "発表 ・ 赤木さん",
        '<ul class="calls">',
        '<ul class="voices">',
        "<blockquote>",
        '<div class="gallery">',
        "<figcaption>報告が始まる前の会場</figcaption>",
        "<ruby>",
        "会場16名、Zoom11名",
        'id="page-materials"',
        'id="page-plain"',
        "能登半島地震",
    ):
        assert part in page, part
    assert page.index("能登半島地震") < page.index('class="head-picture"')


def test_related_reports_are_earlier_ones(site: Path) -> None:
    page = text(site, "reports/2026-10-15-johokokankai")
    related = page[page.index('id="page-related"') :]
    assert "2025-12-18-johokokankai" in related
    assert 'id="page-related"' not in text(site, "reports/2023-12-21-johokokankai")


def test_a_next_meeting_that_is_too_far_off_for_its_own_page_is_linked_without_its_day(
    small: Path, tmp_path: Path
) -> None:
    announced = "題: 朝の会\n日時: 2026-11-02 7:00-7:30\n繰り返し: 毎日\nオンライン: Zoom\n"
    announced += "内容: あいさつをします。\n参加費: 無料"
    (small / "events" / "asa.md").write_text(f"---\n{announced}\n---\n", "utf-8")
    for name, day in (("soon", "2026-11-30"), ("far", "2027-03-01"), ("beyond", "2029-03-01")):
        result = f"題: 報告\n公開日: 2026-11-20\n日時: {day} 8:00\nオンライン: Zoom\n次回: asa"
        (small / "reports" / f"{name}.md").write_text(
            f"---\n{result}\n---\n話しました。\n", "utf-8"
        )
    made = run_build(tmp_path / "output", content=small)
    assert made.returncode == 0, made.stderr
    links = {
        name: re.findall(
            r'href="../../(events/asa/[^".]*)"', text(tmp_path / "output", f"reports/{name}")
        )
        for name in ("soon", "far", "beyond")
    }
    assert set(links["soon"]) == {"events/asa/#page-2026-12-01"}
    assert set(links["far"]) == set(links["beyond"]) == {"events/asa/"}


def test_the_next_change_is_told_with_its_pages(site: Path) -> None:
    result = json.loads((site / "next-change.json").read_text("utf-8"))
    assert result["at"] == "2026-12-01T00:00:00+09:00"  # a call's last day is over
    for path in ("/", "/calls/", "/calls.json", "/reports/2026-10-15-johokokankai/"):
        assert path in result["pages"]
    assert "/about/" not in result["pages"]


def test_a_site_on_which_nothing_changes_says_so(small: Path, tmp_path: Path) -> None:
    later = {"SOURCE_DATE_EPOCH": "4000000000"}  # 2096
    made = run_build(tmp_path / "output", content=small, environment=later)
    assert made.returncode == 0, made.stderr
    result = json.loads((tmp_path / "output/next-change.json").read_text("utf-8"))
    assert result == {"at": None, "pages": []}


def test_a_build_says_what_it_recognised(small: Path, tmp_path: Path) -> None:
    made = run_build(tmp_path / "output", content=small)
    line = r"content/reports/\S+: 発表 \d · 募集 \d · 声 \d · 写真 \d · 次回 "
    assert re.search(line, made.stdout)
