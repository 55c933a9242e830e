import pytest
from kairanban.reports.markdown.fast_path import KNOWN_EXTENSIONS, add_fast_path
from markdown import Markdown
from markdown.extensions import Extension

TEXTS = (
    "何の印もない段落です。\nHTMLも、次の行もあります。\n\n- 一つ\n- 二つ\n",
    "**太字**と_斜体_と`コード`と\\*星\\*。\n\n## 見出し {#id}\n\n語\n: 説明\n",
    "[案内](https://example.org/)と<https://example.org/>と![絵](e.jpg)&amp;終わり  \n次の行",
    "HTMLの略語。\n\n**強い**HTMLの後。\n\n*[HTML]: HyperText Markup Language\n",
    "注[^1]です。\n\n[^1]: 脚注のHTML\n\n| a | b |\n|---|---|\n| 一 | *二* |\n",
    '<div markdown="1">\n囲みの中の**印**。\n</div>\n\n```\nコード\n```\n',
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_shortcut_gives_what_the_long_way_gives(text: str) -> None:
    long, short = (Markdown(extensions=["extra", "sane_lists"]) for _ in range(2))
    add_fast_path(short, ["sane_lists"])
    assert "unmarked" in short.treeprocessors
    assert short.convert(text) == long.convert(text)


@pytest.mark.parametrize("extension", ["smarty", "nl2br", Extension()])
def test_extensions_that_may_have_marks_of_their_own_are_left_alone(extension: object) -> None:
    machine = Markdown()
    add_fast_path(machine, [*KNOWN_EXTENSIONS, extension])
    assert "unmarked" not in machine.treeprocessors
