"""What a site may set, and what is told of settings that cannot be right."""

import pytest
from kairanban.content.settings_loader import load_settings
from kairanban.settings import Settings


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"KAIRANBAN_FOO": 1}, "「KAIRANBAN_FOO」という設定はありません"),
        ({"KAIRANBAN_PAGE_SIZE": 0}, "「KAIRANBAN_PAGE_SIZE」には1以上の整数を書いてください"),
        ({"KAIRANBAN_MONTHS_AHEAD": "x"}, "「KAIRANBAN_MONTHS_AHEAD」には1以上の整数を"),
        ({"SITEURL": "example.org"}, "「SITEURL」はhttps://で始まるアドレスにしてください"),
        ({"SITEURL": "javascript:x"}, "「SITEURL」は"),
        ({"KAIRANBAN_CALENDAR_DOMAIN": "a b"}, "「KAIRANBAN_CALENDAR_DOMAIN」には英数字と"),
        ({"KAIRANBAN_REGISTER": "https://zoom.us/j/123456789"}, "「KAIRANBAN_REGISTER」に会議の"),
        ({"KAIRANBAN_DONATE": "javascript:x()"}, "「KAIRANBAN_DONATE」は、読む方には"),
        (
            {"KAIRANBAN_SEARCH_LIMITS": {"min_block": 0}},
            "「KAIRANBAN_SEARCH_LIMITS」には min_block、",
        ),
        (
            {"KAIRANBAN_SEARCH_LIMITS": {"tiny": 1}},
            "「KAIRANBAN_SEARCH_LIMITS」には min_block、",
        ),
        ({"KAIRANBAN_SEARCH_LIMITS": 3}, "「KAIRANBAN_SEARCH_LIMITS」には min_block、"),
        ({"KAIRANBAN_FOO": 1, "KAIRANBAN_LANGUAGE": "en"}, "KAIRANBAN_FOO is no setting"),
    ],
)
def test_a_setting_that_cannot_be_right_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=f"^{told}"):
        load_settings(given)


def test_what_pelican_says_is_enough() -> None:
    given = {"SITENAME": "会", "SITEURL": "https://example.org/kai/", "TIMEZONE": "Asia/Tokyo"}
    assert Settings.from_pelican(given).site_url == "https://example.org/kai"
    assert Settings.from_pelican({}).site_url == "http://localhost:8000"
