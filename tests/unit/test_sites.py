"""Tiny whole content folders: the invalid ones with exactly the findings that they deserve."""

from pathlib import Path

import pytest
from kairanban.records.load import load
from kairanban.settings import Settings

SITES = Path(__file__).parent.parent / "sites"
INVALID = sorted(path.parent for path in (SITES / "invalid").glob("*/expected.txt"))
VALID = sorted(path.parent for path in (SITES / "valid").glob("*/content"))


def findings(site: Path) -> list[str]:
    found = load(site / "content", Settings()).findings
    return [("" if f.level == "problem" else "注意: ") + f.text("content") for f in found]


@pytest.mark.parametrize("site", INVALID, ids=lambda path: path.name)
def test_an_invalid_site_is_told_all_its_problems(site: Path) -> None:
    expected = (site / "expected.txt").read_text("utf-8").splitlines()
    assert findings(site) == expected
    assert load(site / "content", Settings()).problems


@pytest.mark.parametrize("site", INVALID, ids=lambda path: path.name)
def test_every_finding_has_an_english_sentence_and_a_json_form(site: Path) -> None:
    for found in load(site / "content", Settings()).findings:
        shape = found.as_json("en")
        assert set(shape) == {"path", "line", "key", "level", "code", "message", "suggestion"}
        assert str(shape["message"]).strip()
        assert "{" not in str(shape["message"]).replace("{filename}", "")


@pytest.mark.parametrize("site", VALID, ids=lambda path: path.name)
def test_a_valid_site_has_nothing_to_mend(site: Path) -> None:
    assert findings(site) == []
