"""The search's own script over an index, in Node: many searches in the time of one in a browser."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kairanban.settings import SearchLimits
from kairanban.site.search.blocks import LEAST_SHARDS, Document, blocks
from kairanban.site.search.index_files import head, lists_of, shard_path
from kairanban.site.search.page_text import folded
from kairanban.site.search.postings import pairs, shards_of

SCRIPT = Path(__file__).with_suffix(".mjs")
NODE = shutil.which("node")


class Asked(NamedTuple):
    """What somebody looks for. `anew`: as the first search on a page, which has loaded nothing."""

    words: str
    kind: str = ""
    year: str = ""
    anew: bool = False


class Found(NamedTuple):
    """What came of it: the pages in their order, and how many bytes were asked for before one."""

    paths: list[str]
    bytes: int


def found_by_node(script: Path, index: Path, queries: Iterable[Asked]) -> list[Found]:
    """What `find.js` finds in the index in a folder, for each query."""
    assert NODE
    lines = "".join(json.dumps(query._asdict()) + "\n" for query in queries)
    words = [NODE, str(SCRIPT), str(script), str(index)]
    told = subprocess.run(
        words, input=lines, capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert not told.returncode, told.stderr
    return [Found(*json.loads(line)) for line in told.stdout.splitlines()]


def write_index(site: Path, texts: Iterable[tuple[Document, str]], limits: SearchLimits) -> None:
    """An index as a build makes it, of texts that are on no page: of each the words, in lines."""

    def write(path: str, text: str) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")

    words = dict(texts)
    for document, text in words.items():
        write(f"search/words/{document.path.rstrip('/')}.txt", text)
    told = []
    for block in blocks(words, limits):
        for path, text in lists_of(block, limits):
            write(path, text)
        shards = shards_of(
            (pairs(folded(words[document])) for document in block.documents),
            block.shards or LEAST_SHARDS,
        )
        for number, shard in enumerate(shards if block.shards else ()):
            write(shard_path(block, number), shard)
        told.append((block, "0", () if block.shards else shards))
    write("search/blocks.txt", head(told, limits))
