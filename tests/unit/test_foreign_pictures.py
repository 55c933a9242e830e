"""Pictures of other servers are told, however they are written, and never loaded."""

import pytest
from kairanban.reports.markdown_renderer import MarkdownRenderer
from reading import Links

WAYS = (
    "![外](https://example.org/a.jpg)",
    "![外](HTTP://example.org/a.jpg)",
    "![外](//example.org/a.jpg)",
    "![外][一]\n\n[一]: https://example.org/a.jpg",
    '<img\nalt="外"\nsrc="https://example.org/a.jpg">',
    "[![外](https://example.org/a.jpg)](https://example.org/)",
    '| 表 |\n|---|\n| <img src="https://example.org/a.jpg" alt="外"> |',
)


class Told(Links):
    def __init__(self) -> None:
        self.codes: list[str] = []

    def report_problem(self, target: str, code: str) -> None:
        self.codes.append(code)


@pytest.mark.parametrize("text", WAYS)
def test_a_picture_from_elsewhere_is_told_and_only_its_words_are_shown(text: str) -> None:
    links = Told()
    made = MarkdownRenderer().render_text(text, links)
    assert links.codes == ["foreign-picture"]
    assert "<img" not in made
    assert "src" not in made
    assert "外" in made
