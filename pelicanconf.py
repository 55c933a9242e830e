"""The settings of the site. Those of Pelican are in its documentation, those that begin with
KAIRANBAN_ in plugins/kairanban/settings.py."""

from pathlib import Path

HERE = Path(__file__).resolve().parent

SITENAME = "せんだい・みやぎソーシャルハブ"
SITEURL = ""  # set in publishconf.py; while writing, feeds say http://localhost:8000
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
PLUGIN_PATHS = [str(HERE / "plugins")]
PLUGINS = ["kairanban"]

# Pelican's own feeds would be of articles, which this site has none of.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

KAIRANBAN_SITE_DESCRIPTION = (
    "仙台と宮城で、市民活動、企業、行政の人たちが月に一度集まり、近況と困りごとを分かち合う会です。"
)
# The right side of every event's identity in calendars. Never change it, even when the site moves.
KAIRANBAN_CALENDAR_DOMAIN = "socialhub.example.org"
# The calls of these were reworded before there was a board that could be linked.
KAIRANBAN_FORGET = {"reports/2025-12-18-johokokankai", "reports/2026-10-15-johokokankai"}
# For announcements that leave these out:
KAIRANBAN_HOST = "せんだい・みやぎソーシャルハブ"
KAIRANBAN_REGISTER = "https://socialhub.example.org/form"
KAIRANBAN_MAILING_LIST = "https://socialhub.example.org/ml"
KAIRANBAN_CONTACT = "hub@socialhub.example.org"
KAIRANBAN_DONATE = "https://socialhub.example.org/donate"
