"""A line of text for each report with what was recognised in it, so that nobody must guess."""

from collections.abc import Collection, Iterator
from datetime import date

from ...site.relations.next_meeting import NextMeeting
from .site_loader import LoadedSite

# By language: a report's line, the word for no next meeting, and the number of other reports.
MESSAGES = {
    "ja": ("発表 {0} · 募集 {1} · 声 {2} · 写真 {3} · 次回 {4}", "なし", "…ほか{}件のレポート"),
    "en": (
        "{0} sessions · {1} calls · {2} voices · {3} photos · next {4}",
        "none",
        "…and {} more reports",
    ),
}


def report_statistics_lines(
    site: LoadedSite, paths: Collection[str] | None = None, limit: int | None = None
) -> Iterator[str]:
    """Yield a line for each published report, the newest last: `content/reports/x.md: 発表 3 · …`.

    With `paths` (relative to the content folder) yield only their lines. With `limit` yield only
    so many of the newest, and before them the number of the others.
    """
    shape, none, others = MESSAGES["en" if site.settings.language == "en" else "ja"]
    known = site.summaries.values()
    chosen = known if paths is None else [report for report in known if report.path in paths]
    reports = sorted(chosen, key=lambda r: (r.date, r.slug))
    left = max(0, len(reports) - limit) if limit is not None else 0
    if left:
        yield others.format(left)
    records = site.collection
    after = NextMeeting(
        events=records.events,
        regular=records.regular,
        replacements=records.replacements,
        settings=site.settings,
    ).find_all(reports[left:])
    for report in reports[left:]:
        name, day = after.get(report.slug, (None, None))
        if name and day is None:
            day = records.events[name].when.first_day.toordinal()
        next_day = date.fromordinal(day).isoformat() if day else none
        counts = (len(report.sessions), len(report.calls), report.voices, report.photos)
        line = shape.format(*counts, next_day)
        yield f"{site.content_folder.name}/{report.path}: {line}"
