"""What was recognised in each report, so that nobody must guess."""

from collections.abc import Iterator

from ..pages.join.following import Following
from .site import Site

WORDS = {
    "ja": ("発表 {0} · 募集 {1} · 声 {2} · 写真 {3} · 次回 {4}", "なし", "…ほか{}件のレポート"),
    "en": (
        "{0} sessions · {1} calls · {2} voices · {3} photos · next {4}",
        "none",
        "…and {} more reports",
    ),
}


def recognised(site: Site, most: int | None = None) -> Iterator[str]:
    """A line for each published report, the newest last: `content/reports/x.md: 発表 3 · …`.

    With `most`, only so many of the newest, and the number of the others before them.
    """
    shape, none, others = WORDS["en" if site.settings.language == "en" else "ja"]
    after = Following(collection=site.collection, settings=site.settings)
    reports = sorted(site.collection.reports.values(), key=lambda r: (r.date, r.slug))
    left = max(0, len(reports) - most) if most is not None else 0
    if left:
        yield others.format(left)
    for report in reports[left:]:
        told = site.bodies[report.slug]
        meeting = after.of(report)
        day = meeting[1].first_day if meeting else None
        counts = (len(told.sessions), len(told.calls), told.voices, told.photos)
        line = shape.format(*counts, day.isoformat() if day else none)
        yield f"{site.content.name}/{report.path}: {line}"
