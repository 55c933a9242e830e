"""Names of time zones for Japanese readers."""

from datetime import datetime, timedelta

from ...content.dates.span import Span

JAPANESE_ZONE_NAMES = {
    "Africa/Cairo": "カイロ",
    "Africa/Johannesburg": "ヨハネスブルク",
    "Africa/Nairobi": "ナイロビ",
    "America/Chicago": "シカゴ",
    "America/Los_Angeles": "ロサンゼルス",
    "America/New_York": "ニューヨーク",
    "America/Sao_Paulo": "サンパウロ",
    "America/Toronto": "トロント",
    "America/Vancouver": "バンクーバー",
    "Asia/Bangkok": "バンコク",
    "Asia/Dhaka": "ダッカ",
    "Asia/Ho_Chi_Minh": "ホーチミン",
    "Asia/Hong_Kong": "香港",
    "Asia/Jakarta": "ジャカルタ",
    "Asia/Kathmandu": "カトマンズ",
    "Asia/Kolkata": "インド",
    "Asia/Manila": "マニラ",
    "Asia/Seoul": "ソウル",
    "Asia/Shanghai": "上海",
    "Asia/Singapore": "シンガポール",
    "Asia/Taipei": "台北",
    "Asia/Tokyo": "日本",
    "Australia/Sydney": "シドニー",
    "Europe/Berlin": "ベルリン",
    "Europe/London": "ロンドン",
    "Europe/Madrid": "マドリード",
    "Europe/Paris": "パリ",
    "Europe/Rome": "ローマ",
    "Pacific/Auckland": "オークランド",
    "Pacific/Honolulu": "ハワイ",
}


UTC_ZONES = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT"})


def format_zone(span: Span) -> str:
    """Return a span's zone: `ニューヨーク時間(EST)`, `ダッカ時間(UTC+6)`; "" without one."""
    if not isinstance(span.start, datetime) or span.zone is None:
        return ""
    if span.zone in UTC_ZONES:
        return "協定世界時(UTC)"
    name = JAPANESE_ZONE_NAMES.get(span.zone) or span.zone.rpartition("/")[2].replace("_", " ")
    return f"{name}時間({short_name(span.start)})"


def short_name(moment: datetime) -> str:
    """Return the abbreviation of an aware instant's zone: `EST`, `UTC+6`."""
    short = moment.tzname() or ""
    return short if short.isalpha() else _offset(moment.utcoffset())


def _offset(offset: timedelta | None) -> str:
    """Return an offset as `UTC+5:45`."""
    minutes = round((offset or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
