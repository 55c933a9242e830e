"""The settings of the site.

Pelican's settings are explained in its documentation, those that begin with KAIRANBAN_ in
plugins/kairanban/settings.py.
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent

SITENAME = "せんだい・みやぎソーシャルハブ"
SITEURL = ""  # set in publishconf.py; until then, feeds use http://localhost:8000
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
PLUGIN_PATHS = [str(HERE / "plugins")]
PLUGINS = ["kairanban"]

# Pelican's own feeds hold articles, and this site has none.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

KAIRANBAN_SITE_DESCRIPTION = (
    "仙台と宮城で、市民活動、企業、行政の人たちが月に一度集まり、近況と困りごとを分かち合う会です。"
)
# The right side of every event's UID in calendars. Never change it, even when the site moves.
KAIRANBAN_CALENDAR_DOMAIN = "socialhub.example.org"
# Calls in these reports were reworded before there was a page of calls that could be linked.
KAIRANBAN_FORGET = {"reports/2025-12-18-johokokankai", "reports/2026-10-15-johokokankai"}
# Defaults for announcements that leave these out:
KAIRANBAN_HOST = "せんだい・みやぎソーシャルハブ"
KAIRANBAN_REGISTER = "https://socialhub.example.org/form"
KAIRANBAN_MAILING_LIST = "https://socialhub.example.org/ml"
KAIRANBAN_CONTACT = "hub@socialhub.example.org"
KAIRANBAN_DONATE = "https://socialhub.example.org/donate"

# The site's texts in the languages into which content is translated (`x.en.md` beside `x.md`).
KAIRANBAN_TRANSLATED = {
    "en": {
        "site_name": "Sendai-Miyagi Social Hub",
        "site_description": (
            "People from non-profits, companies and public offices in Sendai and Miyagi"
            " meet once a month and share their news and worries."
        ),
        "tags": {
            "つながり": "Connections",
            "ひとり親": "Single parents",
            "まちづくり": "Neighbourhoods",
            "やさしい日本語": "Plain Japanese",
            "ボランティア": "Volunteering",
            "リユース": "Reuse",
            "中間支援": "Support for civil society",
            "傾聴": "Listening",
            "商店街": "Shopping streets",
            "団体の運営": "Running a group",
            "多文化共生": "Living together",
            "大学": "Universities",
            "子ども": "Children",
            "子育て": "Raising children",
            "活動報告": "Activities",
            "海外の取り組み": "Elsewhere in the world",
            "環境": "Environment",
            "相談": "Counselling",
            "能登半島地震": "Noto earthquake",
            "見学": "Visits",
            "起業支援": "Starting a business",
            "防災": "Disaster preparedness",
        },
    }
}
