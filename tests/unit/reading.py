"""Reads the body of a report as a build does."""

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
    """Every target is what it says; every picture is there."""

    plain = False

    def link(self, target: str) -> str | None:
        return target

    def picture(self, target: str) -> PublishedPicture | None:
        stem = target.partition(".")[0]
        return PublishedPicture(
            path=target, width=800, height=600, stem=stem, widths=(480, 800), formats=("webp",)
        )

    def report_problem(self, target: str, code: str) -> None:
        """A problem of the file; what is shown is the same."""


def read(body: str, *, published: date = date(2024, 1, 10)) -> ParsedBody:
    """A body that begins on the file's first line, of an event of the hub's."""
    context = ParseContext(
        path="reports/2023-12-21-kai.md",
        first_line=1,
        published=published,
        organizations=KNOWN,
        hosts=("hub",),
    )
    return PROSE.parse_body(body, context)


def page(result: ParsedBody) -> str:
    """The finished HTML, with `[session 0]` and `[call 0]` in the slots."""
    html = PROSE.render_body(result, Links())
    pieces = split_at_placeholders(html, len(result.sessions), len(result.calls))
    return "".join(
        found if isinstance(found, str) else f"[{kind} {found}]" for kind, found in pieces
    )


def doubts(result: ParsedBody) -> list[str]:
    """`3: session-level`"""
    return [f"{found.line}: {found.code}" for found in result.findings]
