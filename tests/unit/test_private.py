"""What must never be published is found however it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kairanban.content.folder.privacy import (
    find_contacts,
    find_meeting_secrets,
    find_personal_contacts,
)


def codes(text: str) -> list[tuple[int, str]]:
    return [(line, fault.code) for line, fault in find_meeting_secrets(text)]


@pytest.mark.parametrize(
    "address",
    [
        "https://zoom.us/j/1234567890",
        "https://us02web.zoom.us/j/81234567890?pwd=abc",
        "https://us02web.zoom.us/w/81234567890",
        "https://us02web.zoom.us/s/81234567890",
        "https://example.zoom.us/my/hub",
        "https://app.zoom.us/wc/81234567890/join",
        "zoom.us/j/1234567890",
        "HTTPS://US02WEB.ZOOM.US/J/81234567890",
        "ｈｔｔｐｓ：／／ｚｏｏｍ．ｕｓ／ｊ／１２３４５６７８９０",
        "https://meet.google.com/abc-defg-hij",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x",
        "https://teams.live.com/meet/9312345678",
        "https://example.webex.com/meet/hub",
        "https://example.webex.com/example/j.php?MTID=m1",
        "https://whereby.com/hub",
        "https://example.org/x?pwd=secret",
        "https://us02web.zoom&#46;us/j/81234567890",
        "https://zoom\\.us/j/1234567890",
    ],
)
def test_the_address_of_a_meeting_is_private(address: str) -> None:
    assert codes(f"一行目\n入口は{address}です") == [(2, "join-url")]
    assert codes(f"[入口]({address})") == [(1, "join-url")]


@pytest.mark.parametrize(
    "words",
    [
        "ミーティングID: 812 3456 7890",
        "ミーティングID：８１２　３４５６　７８９０",
        "ミーティング ID 812-3456-7890",
        "会議IDは81234567890",
        "Meeting ID: 812 3456 7890",
        "Zoom ID 123 456 7890",
        "パスコード: 123456",
        "パスコードはaB3xYz",
        "Passcode: 9x8y7z",
        "ﾊﾟｽｺｰﾄﾞ:123456",
        "ミーティングパスワード：abcd12",
    ],
)
def test_the_number_and_the_passcode_of_a_meeting_are_private(words: str) -> None:
    assert codes(words) == [(1, "meeting-id")]


@pytest.mark.parametrize(
    "text",
    [
        "https://zoom.us/download",
        "https://zoom.us/ja/test",
        "https://us02web.zoom.us/meeting/register/tZ0vdeuupz4pGNw",
        "https://us02web.zoom.us/webinar/register/WN_x",
        "https://meet.google.com/",
        "https://teams.microsoft.com/downloads",
        "https://www.youtube.com/watch?v=abc",
        "Zoomにて開催",
        "パスコードは申し込んだ方にお知らせします",
        "ミーティングIDは前日に送ります",
        "お問い合わせ 022-123-4567",
        "団体ID 12",
        "https://example.org/events/2024-01-18",
    ],
)
def test_what_everybody_may_know_is_not(text: str) -> None:
    assert codes(text) == []


def test_every_line_is_told_once() -> None:
    text = "https://zoom.us/j/1234567890 パスコード: 123456\n\nパスコード: 123456"
    assert codes(text) == [(1, "join-url"), (3, "meeting-id")]


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_words_around_it_hide_an_address(before: str, after: str) -> None:
    text = f"{before}\nhttps://zoom.us/j/1234567890\n{after}"
    line = before.count("\n") + 2
    assert (line, "join-url") in codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("お返事は yamada.taro@example.com まで", "personal-mail"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｎｅ．ｊｐ", "personal-mail"),
        ("[書く](mailto:hanako_s@example.org?subject=a)", "personal-mail"),
        ("電話は090-1234-5678です", "mobile-number"),
        ("電話０８０－１２３４－５６７８", "mobile-number"),
        ("070 1234 5678", "mobile-number"),
        ("09012345678", "mobile-number"),
        ("(090)1234-5678", "mobile-number"),
        ("taro&#64;example.com", "personal-mail"),
        ("taro\\@example.com", "personal-mail"),
        ("090ー1234ー5678", "mobile-number"),
        ("+81 90-1234-5678", "mobile-number"),
        ("[かける](tel:+81-80-1234-5678)", "mobile-number"),
    ],
)
def test_the_ways_to_reach_a_person_are_private(text: str, code: str) -> None:
    assert [
        (line, fault.code) for line, fault in find_personal_contacts(f"一行目\n{text}", set())
    ] == [(2, code)]
    assert list(find_personal_contacts(text, set(find_contacts(text)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "事務局 info@example.org まで",
        "022-123-4567、0120-123-456、050-1234-5678",
        "![机](a@2x.png)",
        "https://example.org/@hub/1234",
        "@hub@mastodon.example.org",
        "https://www.google.com/maps/@38.2601316,140.8800000",
        "https://example.org/?id=09012345678",
        "4901234567894",
        "- **手伝い** {: 申込先=“x” 期限=2024-06-30 申込先=taro@example.org }",
        '- **手伝い** {: 申込先="taro@example.org（男澤）" }',
        "1980年から2080年まで、10:00-20:00",
    ],
)
def test_how_an_office_is_reached_is_not(text: str) -> None:
    assert list(find_personal_contacts(text, set())) == []


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert set(find_contacts("+81-90-1234-5678 ０９０（１２３４）５６７８")) == {"09012345678"}


def test_each_person_s_contact_in_a_line_is_found() -> None:
    line = "ask@example.org と secret@example.org、090-1234-5678 へ"
    found = [fault.params["text"] for _, fault in find_personal_contacts(line, {"ask@example.org"})]
    assert found == ["secret@example.org", "090-1234-5678"]
    both = [fault.params["text"] for _, fault in find_personal_contacts(line, set())]
    assert both[:2] == ["ask@example.org", "secret@example.org"]
