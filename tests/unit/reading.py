"""Parsing and rendering of report bodies for tests, as builds do it."""

from datetime import date

from kairanban.content.folder.name_matching import build_directory
from kairanban.reports.html.pictures import PublishedPicture
from kairanban.reports.markdown_renderer import MarkdownRenderer
from kairanban.reports.sections.parsed_body import ParsedBody
from kairanban.reports.sections.placeholders import split_at_placeholders
from kairanban.reports.sections.section_parser import ParseContext

KNOWN = build_directory(
    [
        ("grameen-nippon-sendai", "一般社団法人グラミン日本 仙台支部", ("グラミン日本",)),
        ("tohoku-saisei", "一般社団法人東北情報機器再生推進機構", ("東北再生",)),
        ("hub", "せんだい・みやぎソーシャルハブ", ()),
    ]
)
PROSE = MarkdownRenderer()


class Links:
    """A resolver for which every target is its own address, and every picture exists."""

    plain = False

    def link(self, target: str) -> str | None:
        """Return the target itself."""
        return target

    def picture(self, target: str) -> PublishedPicture | None:
        """Return a picture of 800 × 600 pixels in two widths."""
        stem = target.partition(".")[0]
        return PublishedPicture(
            path=target, width=800, height=600, stem=stem, widths=(480, 800), formats=("webp",)
        )

    def report_problem(self, target: str, code: str) -> None:
        """Ignore a problem of the file."""


def read(body: str, *, published: date = date(2024, 1, 10)) -> ParsedBody:
    """Parse a body (Markdown) that begins on line 1, of a report on an event that the hub hosts."""
    context = ParseContext(
        path="reports/2023-12-21-kai.md",
        first_line=1,
        published=published,
        organizations=KNOWN,
        hosts=("hub",),
    )
    return PROSE.parse_body(body, context)


def page(result: ParsedBody) -> str:
    """Return the rendered HTML, with `[session 0]` and `[call 0]` in place of placeholders."""
    html = PROSE.render_body(result, Links())
    pieces = split_at_placeholders(html, len(result.sessions), len(result.calls))
    return "".join(
        found if isinstance(found, str) else f"[{kind} {found}]" for kind, found in pieces
    )


def doubts(result: ParsedBody) -> list[str]:
    """Return the findings as lines such as `3: session-level`: line number and code."""
    return [f"{found.line}: {found.code}" for found in result.findings]
