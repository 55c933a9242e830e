"""Translations: what they say in words, and that they cannot say other facts than the original."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kairanban.content.dates import notation
from kairanban.content.publication import LoadedContent
from kairanban.content.values import ContactMethod, Party, Place, Price, Speaker
from kairanban.settings import Settings
from loading import load
from PIL import Image

Site = Callable[..., LoadedContent]
SLUG = "2024-01-18-kai"
CENTER = "名称: 市民センター\n住所: 仙台市青葉区\n"
HUB = "名称: ソーシャルハブ\n"
EVENT = """題: 一月の情報交換会
日時: 2024年1月18日(木)19:00~20:30
会場: 市民センター 6階 セミナーホールとZoomにて開催
内容: 近況を持ち寄ります。
参加費: 一般500円、高校生まで無料
定員: 先着30名
共催: ソーシャルハブ、山の会
登壇者: 赤木さん（ソーシャルハブ）
申込み: https://example.org/form
締切: 1月17日(水)
"""
WORDS = "title: January meeting\nsummary: We share our news.\n"
WHOLE = """title: January meeting
when: Thursday, 18 January 2024, 7–8:30 pm
venue: Citizens' Centre, 6F seminar hall and Zoom
summary: We share our news.
fee: General 500 yen, high school students free
capacity: 30 people, first come, first served
cohost: Social Hub / Mountain Club
speakers: Ms Akagi (Social Hub)
register: https://example.org/form
deadline: Wednesday, 17 January
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Loads a folder with an event, its venue and host, and their translations."""

    def made(files: dict[str, str]) -> LoadedContent:
        given = {
            "venues/center.md": CENTER,
            "venues/center.en.md": "name: Citizens' Centre\naddress: Aoba-ku, Sendai\n",
            "organizations/hub.md": HUB,
            "organizations/hub.en.md": "name: Social Hub\n",
            f"events/{SLUG}.md": EVENT,
        }
        for path, text in (given | files).items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text if text.startswith("---") else f"---\n{text}---\n", "utf-8")
        return load(tmp_path, Settings())

    return made


def told(loaded: LoadedContent) -> list[str]:
    return [
        ("" if f.level == "problem" else "注意: ") + f.text("content")
        for f in loaded.findings
        if f.code != "unknown-organization"
    ]


def english(loaded: LoadedContent, kind: str = "events", slug: str = SLUG):  # type: ignore[no-untyped-def]
    original = getattr(loaded.collection, kind)[slug]
    return loaded.collection.translations["en"][kind][slug].applied_to(original)


def test_words_are_the_translation_s_and_facts_the_original_s(site: Site) -> None:
    loaded = site({f"events/{SLUG}.en.md": f"---\n{WORDS}---\n\nEverybody is welcome.\n"})
    event, original = english(loaded), loaded.collection.events[SLUG]
    assert (event.title, event.summary) == ("January meeting", "We share our news.")
    assert event.body.strip() == "Everybody is welcome."
    assert event.path == f"events/{SLUG}.en.md"
    assert (event.slug, event.when, event.fee) == (original.slug, original.when, original.fee)


def test_a_file_that_was_copied_and_translated_as_a_whole_is_understood(site: Site) -> None:
    loaded = site({f"events/{SLUG}.en.md": WHOLE})
    assert told(loaded) == []
    event, original = english(loaded), loaded.collection.events[SLUG]
    assert event.when == original.when
    assert event.deadline == original.deadline
    assert event.place == Place(name="Citizens' Centre", slug="center", room="6F seminar hall")
    assert event.online == original.online
    assert event.fee == (
        Price(text="500 yen", label="General", amount=500),
        Price(text="free", label="high school students", amount=0),
    )
    assert event.capacity.text == "30 people, first come, first served"
    assert event.capacity.number == 30
    assert event.cohost == (
        Party(name="Social Hub", slug="hub"),
        Party(name="Mountain Club", slug=None),
    )
    assert event.speakers == (Speaker(name="Ms Akagi", organization=event.cohost[0]),)
    assert event.registration.contact == ContactMethod(
        text="https://example.org/form", href="https://example.org/form"
    )


def test_the_japanese_header_may_stay_as_it_is(site: Site) -> None:
    loaded = site({f"events/{SLUG}.en.md": EVENT.replace("一月の情報交換会", "January meeting")})
    assert told(loaded) == []
    assert english(loaded).title == "January meeting"


def test_names_are_those_that_organizations_and_venues_have_in_the_language(site: Site) -> None:
    event = english(site({f"events/{SLUG}.en.md": WORDS}))
    assert event.place.name == "Citizens' Centre"
    assert [party.name for party in event.cohost] == ["Social Hub", "山の会"]
    assert event.speakers[0].organization.name == "Social Hub"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("when: Thursday, 25 January 2024, 19:00-20:30", "元の記事と違います"),
        ("when: 18 January 2024, 19:00-21:00", "元の記事と違います"),
        ("when: Friday, 18 January 2024, 19:00-20:30", "2024年1月18日は木曜日です"),
        ("when: some evening in winter", "読み取れません"),
        ("fee: Free", "元の記事と違います"),
        ("fee: General 800 yen, high school students free", "元の記事と違います"),
        ("capacity: 50 people", "元の記事と違います"),
        ("venue: Another hall", "元の記事と違います"),
        ("cohost: Mountain Club", "元の記事と違います"),
        ("cohost: Mountain Club / Social Hub", "元の記事と違います"),
        ("register: https://example.org/another", "元の記事と違います"),
        ("deadline: 16 January", "元の記事と違います"),
        ("状態: 中止", "元の記事と違います"),
        ("repeat: every week", "読み取れません"),
        ("online: Webex", "元の記事と違います"),
    ],
)
def test_another_fact_is_told_with_its_line(site: Site, line: str, message: str) -> None:
    found = told(site({f"events/{SLUG}.en.md": f"{WORDS}{line}\n"}))
    problems = [each for each in found if not each.startswith("注意")]
    assert len(problems) == 1
    assert problems[0].startswith(f"content/events/{SLUG}.en.md:4: {line.partition(':')[0]}: ")
    assert message in problems[0]


def test_what_stays_in_japanese_is_told(site: Site) -> None:
    loaded = site(
        {
            f"events/{SLUG}.md": f"---\n{EVENT}備考: 筆記用具\n---\n\n本文です。\n",
            f"events/{SLUG}.en.md": WORDS,
        }
    )
    assert told(loaded) == [
        f"注意: content/events/{SLUG}.en.md:1: 訳がないので、日本語のまま載ります（備考、本文）"
    ]
    assert english(loaded).note == "筆記用具"


def test_a_translation_says_at_least_how_something_is_called(site: Site) -> None:
    assert told(site({f"events/{SLUG}.en.md": "note: Bring a pen.\n"})) == [
        f"content/events/{SLUG}.en.md:1: summary: この項目が必要です → summary: …",
        f"content/events/{SLUG}.en.md:1: title: この項目が必要です → title: …",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("events/2024-01-18-kia.en.md", "訳のもとになる記事（events/2024-01-18-kia.md）"),
        (f"reports/{SLUG}/index.en.md", f"訳のもとになる記事（reports/{SLUG}/index.md）"),
        (f"events/{SLUG}.xx.md", "「xx」という言語の訳は扱っていません。使えるのは en です"),
        ("pages/en.md", "名前「en」はサイトが使っています"),
    ],
)
def test_a_translation_stands_beside_its_original_in_a_known_language(
    site: Site, path: str, message: str
) -> None:
    (found,) = told(site({path: WORDS}))
    assert found.startswith(f"content/{path}: {message}")


@pytest.mark.parametrize("held_back", ["original", "translation"])
def test_what_is_held_back_is_shown_in_no_language(site: Site, held_back: str) -> None:
    original, translation = EVENT, WORDS
    if held_back == "original":
        original += "公開状態: 下書き\n"
    else:
        translation += "status: draft\n"
    loaded = site({f"events/{SLUG}.md": original, f"events/{SLUG}.en.md": translation})
    assert told(loaded) == []
    assert not loaded.collection.translations["en"]["events"]


def test_faults_in_the_translation_of_a_draft_are_warnings(site: Site) -> None:
    loaded = site(
        {
            f"events/{SLUG}.md": EVENT + "公開状態: 下書き\n",
            f"events/{SLUG}.en.md": f"{WORDS}capacity: 50\n",
        }
    )
    assert [found.level for found in loaded.findings if found.code == "translation-differs"] == [
        "warning"
    ]


def test_a_series_says_in_the_language_what_its_events_leave_out(site: Site) -> None:
    series = "名称: 月の会\n会場: 市民センター 2階\n参加費: 無料\n"
    event = "題: 二月の会\n日時: 2024-02-15 19:00-20:30\n内容: 話します。\nシリーズ: 月の会\n"
    words = {
        "series/kai.md": series,
        "series/kai.en.md": "name: Monthly meeting\nroom: 2F\nfee: Free\n",
        "events/2024-02-15-kai.md": event,
        "events/2024-02-15-kai.en.md": WORDS,
    }
    made = english(site(words), slug="2024-02-15-kai")
    assert made.fee == (Price(text="Free", amount=0),)
    assert made.place == Place(name="Citizens' Centre", slug="center", room="2F")
    own = {"events/2024-02-15-kai.md": f"{event}会場: 市民センター 5階\n"}
    assert english(site(words | own), slug="2024-02-15-kai").place.room == "5階"


def test_a_picture_is_the_original_s_with_words_of_its_own(site: Site, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    Image.new("RGB", (4, 3)).save(tmp_path / "events" / "p.jpg")
    image = "画像: p.jpg\n画像の説明: 川\n"
    for words in ("image_alt: A river\n", "image: p.jpg\nimage_alt: A river\n"):
        loaded = site({f"events/{SLUG}.md": EVENT + image, f"events/{SLUG}.en.md": WORDS + words})
        assert told(loaded) == []
        assert english(loaded).image.alt == "A river"
    words = {f"events/{SLUG}.md": EVENT + image, f"events/{SLUG}.en.md": f"{WORDS}image: p.jpg\n"}
    same = site(words)
    assert english(same).image.alt == "川"


REPORT = "題: 報告\n公開日: 2024-01-25\nイベント: 2024-01-18-kai\n掲載同意: 赤木さん\n"


@pytest.mark.parametrize(
    ("consent", "expected"),
    [("", ("赤木さん",)), ("consent: Ms Akagi\n", ("赤木さん", "Ms Akagi"))],
)
def test_consent_is_that_of_the_original(
    site: Site, consent: str, expected: tuple[str, ...]
) -> None:
    loaded = site(
        {f"reports/{SLUG}.md": REPORT, f"reports/{SLUG}.en.md": f"title: Report\n{consent}"}
    )
    assert english(loaded, "reports").consent == expected


@pytest.mark.parametrize("consent", ["全員", "Ms Akagi, Mr Ozawa"])
def test_nobody_agrees_in_a_translation_who_did_not_in_the_original(
    site: Site, consent: str
) -> None:
    loaded = site(
        {
            f"reports/{SLUG}.md": REPORT,
            f"reports/{SLUG}.en.md": f"title: Report\nconsent: {consent}\n",
        }
    )
    assert [found.code for found in loaded.problems] == ["translation-differs"]


def test_two_organizations_of_one_name_in_the_language_are_told(site: Site) -> None:
    loaded = site(
        {
            "organizations/yama.md": "名称: 山の会\n",
            "organizations/yama.en.md": "name: Social Hub\n",
        }
    )
    assert told(loaded) == [
        (
            "content/organizations/yama.en.md:2: name: 「Social Hub」は"
            "organizations/hub.en.mdの名前でもあります"
        )
    ]


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("Thursday, 18 January 2024, 19:00–20:30", "2024年1月18日(木)19:00~20:30"),
        ("Thu 18 Jan 2024, 7–8:30 pm", "2024年1月18日(木)19:00~20:30"),
        ("January 18th, 2024 7:00 p.m. to 8:30 p.m.", "2024年1月18日(木)19:00~20:30"),
        ("18 January (Thursday), 7.30 pm", "2024年1月18日(木)19:30~"),
        ("Saturday, 27 July 2024 – Sunday, 28 July", "2024年7月27日(土)~2024年7月28日(日)"),
        ("26–27 July 2024", "2024年7月26日(金)~2024年7月27日(土)"),
        ("May 5, 2024 11–1 pm", "2024年5月5日(日)11:00~13:00"),
        ("5 May 2024, 10 am – noon", "2024年5月5日(日)10:00~12:00"),
    ],
)
def test_english_dates_are_read_as_others(english: str, japanese: str) -> None:
    span = notation.read_span(english, zone="Asia/Tokyo", year=2024)
    assert notation.format_span_suggestion(span) == japanese


def test_what_else_it_is_called_belongs_to_the_language(site: Site) -> None:
    loaded = site(
        {
            "organizations/hub.md": HUB + "別名: ハブ\n",
            "venues/center.md": CENTER + "別名: 市民の家\n",
            "venues/center.en.md": "name: Centre\naddress: Sendai\naliases: [The House]\n",
        }
    )
    assert told(loaded) == []
    assert english(loaded, "organizations", "hub").aliases == ()
    assert english(loaded, "venues", "center").aliases == ("The House",)
