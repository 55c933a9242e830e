"""Runs of the search's own script in Node: many searches in the time of one in a browser."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kairanban.settings import SearchLimits
from kairanban.site.search.blocks import MIN_SHARDS, SearchDocument, build_blocks
from kairanban.site.search.index_files import block_lists, index_head, shard_path
from kairanban.site.search.page_text import fold_text
from kairanban.site.search.postings import build_shards, find_pairs

SCRIPT = Path(__file__).with_suffix(".mjs")
NODE = shutil.which("node")


class Asked(NamedTuple):
    """A search as somebody enters it."""

    words: str
    kind: str = ""  # "" for all kinds
    year: str = ""  # "" for all years
    anew: bool = False  # whether it is the first search on a page, which has loaded nothing


class Found(NamedTuple):
    """The result of a search."""

    paths: list[str]  # of the pages found, in their order
    bytes: int  # requested before the first of them, some for the head of each answer included


def found_by_node(script: Path, index: Path, queries: Iterable[Asked]) -> list[Found]:
    """Return what `find.js` (`script`) finds in the index of a folder, for each query in order."""
    assert NODE
    lines = "".join(json.dumps(query._asdict()) + "\n" for query in queries)
    words = [NODE, str(SCRIPT), str(script), str(index)]
    result = subprocess.run(
        words, input=lines, capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert not result.returncode, result.stderr
    return [Found(*json.loads(line)) for line in result.stdout.splitlines()]


def write_index(
    site: Path, texts: Iterable[tuple[SearchDocument, str]], limits: SearchLimits
) -> None:
    """Write an index of `texts` as a build does, though they are on no page.

    Each text belongs to its document, in lines. `site` is the output folder.
    """

    def write(path: str, text: str) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")

    words = dict(texts)
    for document, text in words.items():
        write(f"search/words/{document.path.rstrip('/')}.txt", text)
    result = []
    for block in build_blocks(words, limits):
        for path, text in block_lists(block, limits):
            write(path, text)
        shards = build_shards(
            (find_pairs(fold_text(words[document])) for document in block.documents),
            block.shards or MIN_SHARDS,
        )
        for number, shard in enumerate(shards if block.shards else ()):
            write(shard_path(block, number), shard)
        result.append((block, "0", () if block.shards else shards))
    write("search/blocks.txt", index_head(result, limits))
