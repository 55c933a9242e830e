"""Tiny whole content folders: the invalid ones with exactly the findings that they deserve, the
valid ones with what must be understood of them."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from kairanban.content.dates.notation import format_day_suggestion, format_span_suggestion
from kairanban.content.dates.span import Span
from kairanban.content.front_matter.fields import header_keys
from kairanban.content.schema import Record
from kairanban.settings import Settings
from loading import load
from msgspec import Struct
from msgspec.structs import fields

SITES = Path(__file__).parent.parent / "sites"
INVALID = sorted(path.parent for path in (SITES / "invalid").glob("*/expected.txt"))
VALID = sorted(path.parent for path in (SITES / "valid").glob("*/content"))


def findings(site: Path) -> list[str]:
    found = load(site / "content", Settings()).findings
    return [("" if f.level == "problem" else "注意: ") + f.text("content") for f in found]


def understood(site: Path) -> list[str]:
    """Every field that somebody wrote, as it was read: `pages/x.md: nav: 1`."""
    found = load(site / "content", Settings()).collection
    kinds = (found.events, found.organizations, found.pages, found.reports, found.series)
    records: list[Record] = [each for kind in (*kinds, found.venues) for each in kind.values()]
    lines = []
    for record in sorted(records, key=lambda record: record.path):
        for field, info in type(record).model_fields.items():
            value = getattr(record, field)
            if field in header_keys(type(record)) and value not in (None, (), info.default):
                lines.append(f"{record.path}: {field}: {words(value)}")
    return [line for line in lines if not line.endswith("timezone: Asia/Tokyo")]


def words(value: object) -> str:
    """A value on one line, for people to compare."""
    if isinstance(value, Span):
        return format_span_suggestion(value)
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return format_day_suggestion(value)
    if isinstance(value, tuple):
        return " | ".join(map(words, value))
    if isinstance(value, Struct):
        parts = ((f.name, getattr(value, f.name)) for f in fields(value))
        return " ".join(f"{name}={words(part)}" for name, part in parts if part not in (None, ()))
    return str(value).replace("\n", "\\n")


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


@pytest.mark.parametrize("site", VALID, ids=lambda path: path.name)
def test_a_valid_site_is_understood(site: Path) -> None:
    expected = (site / "expected.txt").read_text("utf-8").splitlines()
    assert understood(site) == expected
