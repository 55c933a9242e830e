"""What docs/ holds that is made: schemas and tables of the records, nginx.conf."""

import json
from pathlib import Path
from typing import Any

import pytest
from kairanban.commands.reference import RECORD_TYPES, reference_files, schema, write_reference
from kairanban.content.folder.source_files import RECORD_TYPES as KINDS
from kairanban.content.front_matter.document import split_document
from kairanban.content.front_matter.nodes import ListNode, MapNode, Node
from kairanban.content.schema import Event, Organization, Page, Record, Report, Series, Venue

ROOT = Path(__file__).parent.parent.parent
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}
WORDS = {
    *("$schema", "$id", "$ref", "$defs", "title", "description", "examples", "format"),
    *("type", "enum", "anyOf", "allOf", "required", "properties", "items"),
}
JANUARY = {
    "題": "一月の情報交換会",
    "日時": "2024年1月18日(木)19:00~20:30",
    "会場": "市民センター",
    "内容": "近況を持ち寄ります。",
    "参加費": "無料",
}


def accepts(part: dict[str, Any], value: object, whole: dict[str, Any]) -> bool:
    """Whether a value fits a schema, as far as ours use JSON Schema."""
    if "$ref" in part:
        return accepts(whole["$defs"][part["$ref"].removeprefix("#/$defs/")], value, whole)
    kinds = part.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    tests = [
        not kinds or any(isinstance(value, TYPES[kind]) for kind in kinds),
        "enum" not in part or value in part["enum"],
        all(accepts(each, value, whole) for each in part.get("allOf", [])),
        "anyOf" not in part or any(accepts(each, value, whole) for each in part["anyOf"]),
    ]
    if isinstance(value, dict):
        tests += [word in value for word in part.get("required", [])]
        tests += [
            accepts(part["properties"][word], each, whole)
            for word, each in value.items()
            if word in part.get("properties", {})
        ]
    if isinstance(value, list) and "items" in part:
        tests += [accepts(part["items"], each, whole) for each in value]
    return all(tests)


def fits(record: type[Record], header: dict[str, Any], *, translation: bool = False) -> bool:
    whole = schema(record, translation=translation)
    return accepts(whole, header, whole)


def plain(node: Node) -> object:
    if isinstance(node, ListNode):
        return [plain(each) for each in node.items]
    if isinstance(node, MapNode):
        return {key.text: plain(each) for key, each in node.pairs}
    return node.text


def test_what_is_written_in_docs_is_what_the_records_say() -> None:
    stale = [
        path
        for path, text in reference_files().items()
        if not (ROOT / "docs" / path).is_file() or (ROOT / "docs" / path).read_text("utf-8") != text
    ]
    assert stale == [], "run `invoke reference`"
    written = {path.name for path in (ROOT / "docs/schemas").iterdir()}
    assert written == {
        path.split("/")[1] for path in reference_files() if path.startswith("schemas/")
    }


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write_reference(tmp_path)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    write_reference(tmp_path)
    assert first == {path: path.read_bytes() for path in first}
    assert len(first) == 14


@pytest.mark.parametrize("record", RECORD_TYPES)
def test_a_schema_uses_known_words_and_every_reference_has_its_definition(
    record: type[Record],
) -> None:
    whole = json.loads(reference_files()[f"schemas/{record.__name__.lower()}.json"])
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert whole["$id"] == f"{record.__name__.lower()}.json"
    named = {part["$ref"].removeprefix("#/$defs/") for part in whole["properties"].values()}
    assert named == set(whole["$defs"])
    parts = [whole]
    while parts:
        part = parts.pop()
        assert set(part) <= WORDS
        kinds = part.get("type", [])
        assert {kinds} <= set(TYPES) if isinstance(kinds, str) else set(kinds) <= set(TYPES)
        parts += [*part.get("properties", {}).values(), *part.get("$defs", {}).values()]
        parts += [*part.get("anyOf", []), *part.get("allOf", [])]
        parts += [part["items"]] if "items" in part else []


def test_a_translation_need_say_no_more_than_how_something_is_called() -> None:
    for record in RECORD_TYPES:
        called = "title" if "title" in record.model_fields else "name"
        words = {called: "x"} | ({"address": "Sendai"} if record is Venue else {})
        assert fits(record, words, translation=True)
        assert not fits(record, {"note": "x"}, translation=True)


@pytest.mark.parametrize("record", RECORD_TYPES)
def test_every_key_is_explained_and_has_an_example(record: type[Record]) -> None:
    for name, part in schema(record)["$defs"].items():
        assert part["description"], name
        assert part["examples"], name


@pytest.mark.parametrize("record", RECORD_TYPES)
def test_an_example_fits_its_own_schema(record: type[Record]) -> None:
    whole = schema(record)
    for name, part in whole["$defs"].items():
        for example in part["examples"]:
            assert accepts(part, example, whole), name


def test_the_headers_of_this_site_fit_the_schemas() -> None:
    for kind, record in KINDS.items():
        for path in sorted((ROOT / "content" / kind).rglob("*.md")):
            entries = split_document(path.read_bytes(), path.name).header_entries
            header = {entry.key: plain(entry.value) for entry in entries}
            translation = path.stem.endswith(".en")
            assert fits(record, header, translation=translation), path


@pytest.mark.parametrize(
    ("record", "header"),
    [
        (Event, JANUARY),
        (Event, JANUARY | {"定員": 30, "備考": ["筆記用具"], "タグ": ["防災", "子ども"]}),
        (Event, JANUARY | {"状態": "中止"}),
        (Event, JANUARY | {"event_status": "cancelled", "公開状態": "下書き", "対象": None}),
        (Event, JANUARY | {"参加費": [{"区分": "一般", "金額": 500}, "学生無料"]}),
        (Event, {"title": "x", "start": "2024-01-18 19:00", "series": "kokan"}),
        (Event, {"件名": "x", "when": {"start": "2024-01-18"}, "シリーズ": "情報交換会"}),
        (Event, JANUARY | {"日 時": "ほかの書き方の項目は、調べるときに読み取ります"}),
        (Report, {"題": "x", "公開日": "2024-01-05", "event": "2023-12-21-johokokankai"}),
        (Report, {"題": "x", "date": "2024-01-05", "日時": "2023-12-21", "オンライン": "Zoom"}),
        (Organization, {"団体名": "あおば", "別名": ["A", "B"]}),
        (Venue, {"name": "市民センター", "所在地": "仙台市", "geo": "38.26, 140.87"}),
        (Venue, {"name": "市民センター", "address": "仙台市", "geo": [38.26, 140.87]}),
        (Series, {"名称": "情報交換会", "参加費": "無料", "内容": "近況", "会場": "市民センター"}),
        (Page, {"題": "私たちについて", "メニュー": 1}),
    ],
)
def test_a_schema_accepts(record: type[Record], header: dict[str, Any]) -> None:
    assert fits(record, header)


@pytest.mark.parametrize(
    ("record", "header"),
    [
        (Event, {}),
        (Event, {word: text for word, text in JANUARY.items() if word != "題"}),
        (Event, {word: text for word, text in JANUARY.items() if word != "会場"}),
        (Event, {word: text for word, text in JANUARY.items() if word != "参加費"}),
        (Event, JANUARY | {"状態": "中正"}),
        (Event, JANUARY | {"公開状態": "secret"}),
        (Event, JANUARY | {"題": ["一", "二"]}),
        (Event, JANUARY | {"題": None}),
        (Event, JANUARY | {"共催": {"name": "あおば"}}),
        (Event, {"title": "x", "end": "2024-01-18 19:00", "series": "kokan"}),
        (Report, {"題": "x", "公開日": "2024-01-05"}),
        (Report, {"題": "x", "公開日": "2024-01-05", "日時": "2023-12-21"}),
        (Organization, {"別名": "A"}),
        (Venue, {"name": "市民センター"}),
        (Series, {"参加費": "無料"}),
        (Series, {"名称": "x", "状態": "中正"}),
        (Page, {"題": "x", "メニュー": {"順番": 1}}),
    ],
)
def test_a_schema_rejects(record: type[Record], header: dict[str, Any]) -> None:
    assert not fits(record, header)


def test_the_tables_name_every_spelling_once_per_record() -> None:
    text = reference_files()["reference.md"]
    for record in RECORD_TYPES:
        section = text.split(f"## {record.__name__}\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        for row in rows:
            assert len(row.split(" | ")) == 5, row
        words = [word for row in rows for word in "".join(row.split(" | ")[:2]).split("`")[1::2]]
        assert len(words) == len(set(words))
