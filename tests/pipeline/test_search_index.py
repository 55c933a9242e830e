"""The search index as it is published: true to the pages, small in its changes, without secrets."""

import sys
from itertools import islice
from pathlib import Path

import pytest
from conftest import ROOT, run_build
from kairanban.settings import SearchLimits
from kairanban.site.search.page_text import fold_text
from kairanban.site.search.postings import (
    KEY_LENGTH,
    decode_numbers,
    find_pairs,
    is_indexed,
    pair_place,
)
from outputs import contents
from tiny import write_settings

sys.path.insert(0, str(ROOT / "tests" / "bench"))
from corpus import write_corpus

HOSTILE = """\
---
題: </script><script>alert("x")</script> 'q' `b` ${c} \\u2028
---
<img src=x onerror=alert(1)> &lt;b&gt; {{ 7*7 }} "]}\\ \u2028終わり\u2029
"""


def read_index(
    site: Path,
) -> dict[str, tuple[list[list[str]], dict[tuple[int, str], list[int]], int]]:
    """By block: the lines of its lists, its postings by place, and how many shards it has."""
    found = {}
    head = iter((site / "search" / "blocks.txt").read_text("utf-8").splitlines())
    for line in head:
        name, _, count, shards, *_ = line.split(" ")
        folder = site / "search" / name
        lists = sorted(folder.glob("list-*.txt"), key=lambda f: int(f.stem.split("-")[1]))
        rows = [row for f in lists for row in f.read_text("utf-8").splitlines()]
        assert bool(rows) == (int(count) > SearchLimits().max_list)
        lines = [row.split(" ") for row in rows or islice(head, int(count))]
        assert len(lines) == int(count)
        postings = {}
        files = [folder / f"{shard}.txt" for shard in range(int(shards))]
        texts = [file.read_text("ascii") for file in files]
        for shard, text in enumerate(texts or islice(head, 4)):
            for entry in text.replace(" ", "\n").split("\n")[1:]:
                postings[shard, entry[:KEY_LENGTH]] = list(decode_numbers(entry[KEY_LENGTH:]))
        found[name] = lines, postings, len(texts) or 4
    return found


def words_of(site: Path, path: str) -> str:
    return (site / "search" / "words" / f"{path.rstrip('/')}.txt").read_text("utf-8")


def check_index(site: Path) -> None:
    """Every block says exactly what pairs are in the words of what documents."""
    for lines, postings, shards in read_index(site).values():
        expected: dict[tuple[int, str], list[int]] = {}
        for number, (*_, path) in enumerate(lines):
            for pair in filter(is_indexed, find_pairs(fold_text(words_of(site, path)))):
                expected.setdefault(pair_place(pair, shards), []).append(number)
        assert postings == expected


def test_the_index_holds_the_pairs_of_the_words(site: Path) -> None:
    check_index(site)
    lines = [line for lines, _, _ in read_index(site).values() for line in lines]
    paths = [path for *_, path in lines]
    pages = [f.parent.relative_to(site).as_posix() + "/" for f in site.rglob("index.html")]
    marked = [
        p for p in pages if 'data-search="yes"' in (site / p / "index.html").read_text("utf-8")
    ]
    assert sorted(paths) == sorted(p for p in marked if not p.startswith("tags/"))
    assert ["report", "2026-10-15", "ja", "reports/2026-10-15-johokokankai/"] in lines
    assert ["organization", "-", "ja", "organizations/naoshibito/"] in lines
    assert not any(path.startswith(("tags/", "calls/", "search/")) for path in paths)


def test_an_edit_touches_little(tmp_path: Path) -> None:
    write_corpus(tmp_path, 160)
    settings = write_settings(tmp_path / "conf.py")

    def build() -> tuple[dict[str, bytes], dict[str, int]]:
        made = run_build(tmp_path / "output", content=tmp_path / "content", settings=settings)
        assert made.returncode == 0, made.stderr
        files = (tmp_path / "output" / "search").rglob("*.txt")
        found = {f.relative_to(tmp_path / "output").as_posix(): f.stat().st_mtime_ns for f in files}
        return contents(tmp_path / "output"), found

    before, times = build()
    reports = sorted((tmp_path / "content" / "reports").iterdir())
    edited = reports[len(reports) // 2]
    text = edited.read_text("utf-8")
    edited.write_text(text.replace("ました。", "ました。鰯の頭も信心から。", 1), "utf-8")
    after, now = build()
    check_index(tmp_path / "output")
    touched = {path for path in now if now[path] != times.get(path)}
    assert touched == {path for path in now if after[path] != before.get(path)}
    assert now.keys() == times.keys()
    words = f"search/words/reports/{edited.stem}.txt"
    assert touched >= {words, "search/blocks.txt"}
    assert len({path.split("/")[1] for path in touched - {words, "search/blocks.txt"}}) == 1
    assert len(touched) < 20
    edited.unlink()
    _, gone = build()
    check_index(tmp_path / "output")
    assert times.keys() - gone.keys() >= {words}


def test_hostile_texts_stand_as_they_are(small: Path, tmp_path: Path) -> None:
    (small / "pages" / "hostile.md").write_text(HOSTILE, "utf-8")
    output = tmp_path / "output"
    made = run_build(output, content=small)
    assert made.returncode == 0, made.stderr
    check_index(output)
    title, *lines = words_of(output, "hostile/").splitlines()
    assert title.startswith("</script><script>alert(\"x\")</script> 'q' `b` ${c}")
    assert any(line.startswith("<b> {{ 7*7 }}") and line.endswith("終わり") for line in lines)


@pytest.mark.parametrize("state", ["下書き", "非公開"])
def test_what_is_held_back_is_not_found(small: Path, tmp_path: Path, state: str) -> None:
    output = tmp_path / "output"
    page = small / "pages" / "secret.md"
    page.write_text("---\n題: 鰻の名前\n---\n鰻は鱧と話す。\n", "utf-8")
    assert run_build(output, content=small).returncode == 0
    [pair] = find_pairs("鰻は鱧") & find_pairs("鰻は鱧と")
    assert any(pair_place(pair, n) in postings for _, postings, n in read_index(output).values())
    page.write_text(f"---\n題: 鰻の名前\n公開状態: {state}\n---\n鰻は鱧と話す。\n", "utf-8")
    assert run_build(output, content=small).returncode == 0
    check_index(output)
    assert not any(
        pair_place(pair, n) in postings for _, postings, n in read_index(output).values()
    )
    for path, data in contents(output).items():
        assert "鰻".encode() not in data, path
        assert "secret" not in path
