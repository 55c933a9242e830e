"""Typogrify: on where it helps, harmless where it does not."""

import re

from kairanban.reports.html.pictures import PublishedPicture
from kairanban.reports.markdown_renderer import MarkdownRenderer


class NoLinks:
    plain = False

    def link(self, target: str) -> str:
        return target

    def picture(self, target: str) -> PublishedPicture | None:
        return None

    def report_problem(self, target: str, code: str) -> None: ...


def body(text: str) -> str:
    return MarkdownRenderer().render_text(text, NoLinks())


def test_a_latin_block_gets_its_quotes_and_dashes() -> None:
    made = body('She said "come in" -- and the NPO & friends came.')
    assert "“come in”" in made or "&#8220;come in&#8221;" in made
    assert '<span class="caps">NPO</span>' in made
    assert '<span class="amp">&amp;</span>' in made
    assert '"' not in re.sub(r' (?:class|lang)="[a-z]+"', "", made)


def test_japanese_is_left_as_it_was_typed() -> None:
    text = 'と"引用"と NPO の受付 13:00 -- 以上...'
    assert body(text) == f"<p>{text}</p>"


def test_each_block_is_judged_for_itself() -> None:
    made = body('- "one" two\n- 「三」と"四"\n')
    assert '<li>「三」と"四"</li>' in made
    assert '<li>"one"' not in made


def test_code_and_preformatted_text_are_left_alone() -> None:
    assert '<code>a -- "b"</code>' in body('Use `a -- "b"` "here" please')
    made = body('```\nprint("a -- b")\n```\n')
    assert 'print("a -- b")' in made


def test_attributes_are_left_alone() -> None:
    made = body('[the "list"](https://example.org/a--b?c="d") of all')
    assert "a--b" in made
