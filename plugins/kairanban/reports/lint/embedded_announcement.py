"""Linting of reports whose body holds the lines of an event's announcement (日時、会場、…)."""

import re
import unicodedata
from datetime import date

from ...content.dates import notation
from ...content.folder.prose_lines import prose_lines
from ...content.problems import Level, Problem, Unreadable

# Labels of an announcement's lines as people write them, and as they are counted.
LABELS = {
    **dict.fromkeys(("日時", "開催日時", "開催日", "日程", "とき"), "日時"),
    **dict.fromkeys(("会場", "場所", "ところ", "開催場所"), "会場"),
    **dict.fromkeys(("内容", "テーマ"), "内容"),
    **dict.fromkeys(("参加費", "料金", "費用", "会費"), "参加費"),
    **dict.fromkeys(("共催", "主催"), "共催"),
    **dict.fromkeys(("申込み", "申込", "申し込み", "お申込み", "お申し込み"), "申込み"),
}
LINE = re.compile(
    r"[\s>・･◆◇■□●○*＊_\-【\[［「(（]*"
    rf"(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))})"
    r"(?:[】\]］」)）*＊_\s]*[:：]|[】\]］」*＊_]+|[ 　]{1,4}(?=\S))\s*[*＊_]*\s*(?P<value>.*)"
)
# Every announcement has one of these words; most reports have none.
WHEN = ("日時", "開催日", "日程", *(f"とき{after}" for after in ":：】]］」*＊_ 　"))
MIN_LABELS = 3  # different labels make an announcement
MAX_LINES_BETWEEN = 4  # lines by which two labels of one announcement are apart, at most


def find_announcement(body: str, first_line: int, path: str, published: date) -> Problem | None:
    """Return a warning where a report's body announces an event, or None.

    It stands at the announcement's first line and suggests the event's file. `body` is Markdown;
    `first_line` is the body's in its file, 1-based; `path` is the file's.
    """
    if not any(word in body for word in WHEN):
        return None
    found: dict[str, tuple[int, str]] = {}
    last = 0
    for number, line in prose_lines(body, first_line):
        label = LINE.fullmatch(line)
        if not label:
            continue
        if found and number - last > MAX_LINES_BETWEEN:
            found = {}
        last = number
        found.setdefault(LABELS[label["label"]], (number, label["value"]))
        if len(found) >= MIN_LABELS and "日時" in found:
            return _problem(found, path, published)
    return None


def _problem(found: dict[str, tuple[int, str]], path: str, published: date) -> Problem:
    level: Level = "warning"
    first = min(number for number, _ in found.values())
    file = _file(found["日時"][1], path, published)
    fault = Unreadable("announcement-inside", suggestion=file)
    return Problem(
        path=path, line=first, key=None, code=fault.code, level=level, suggestion=fault.suggestion
    )


def _file(when: str, path: str, published: date) -> str:
    """Return the path of a file for the event, with a slug like the report's."""
    slug = path.removesuffix("/index.md").rpartition("/")[2].removesuffix(".md")
    name = re.sub(r"^\d{4}(?:-\d\d){0,2}-?", "", slug) or "kai"
    day = _day(unicodedata.normalize("NFKC", when), published)
    return f"events/{day.isoformat() if day else 'YYYY-MM-DD'}-{name}.md"


def _day(when: str, published: date) -> date | None:
    """Return the first day of a time, the next one after the report where no year is written."""
    for year in (published.year, published.year + 1):
        try:
            day = notation.read_span(when, zone="Asia/Tokyo", year=year).first_day
        except Unreadable:
            continue
        if day >= published or str(day.year) in when:
            return day
    return None
