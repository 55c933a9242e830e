"""The sentences that people read: each has both languages, and all it needs to be said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import kairanban
import pytest
from kairanban.content.messages.catalogue import SENTENCES
from kairanban.content.problems import Problem, sort_problems

PACKAGE = Path(kairanban.__file__).parent


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Every fault that the code names: its code, what it is told with, and where."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "Unreadable" and isinstance(node.args[0], ast.Constant):
                given = {word.arg for word in node.keywords if word.arg}
                yield str(node.args[0].value), given, f"{path.name}:{node.lineno}"


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_fault_has_a_sentence_and_tells_it_what_it_needs() -> None:
    found = list(raised())
    assert len(found) > 50
    for code, given, where in found:
        assert code in SENTENCES, where
        for sentence in SENTENCES[code]:
            assert placeholders(sentence) <= given, f"{where}: {code}"


def test_every_sentence_is_said_somewhere() -> None:
    said = {code for code, _, _ in raised()}
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    dynamic = {"nonexistent-local-time", "ambiguous-local-time"}
    for code in SENTENCES.keys() - said - dynamic:
        assert source.count(f'"{code}"') > 1, code


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_say_the_same_about_the_same(code: str) -> None:
    japanese, english = SENTENCES[code]
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", japanese)
    assert re.search(r"[a-z]{2}", english)
    assert not japanese.endswith("。")
    assert not english.endswith(".")
    assert placeholders(english) - placeholders(japanese) <= {"right_en"}


def problem(path: str, line: int | None, code: str = "no-day") -> Problem:
    return Problem(path=path, line=line, key="日時", code=code)


def test_problems_come_in_order_and_once() -> None:
    given = [problem("b", 1), problem("a", 10), problem("a", 2), problem("a", None)]
    assert sort_problems([*given, problem("a", 2)]) == [given[3], given[2], given[1], given[0]]


def test_a_problem_is_one_line_with_its_place_key_and_correction() -> None:
    found = Problem(
        path="events/x.md", line=4, key="日時", code="year-unknown", suggestion="2024年1月18日"
    )
    assert found.text("content") == (
        "content/events/x.md:4: 日時: 何年のことかわかりません。年も書いてください → 2024年1月18日"
    )
    assert found.text("content", "en") == (
        "content/events/x.md:4: 日時: the year is not known; please write it → 2024年1月18日"
    )
    whole = Problem(path="events/x.md", line=None, key=None, code="empty-file")
    assert whole.text("content") == "content/events/x.md: ファイルが空です"
