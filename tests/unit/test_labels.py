"""The catalogue of English labels holds all that pages say, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from conftest import ROOT
from kairanban.reports.calls.call_types import TYPES

CATALOGUE = ROOT / "plugins" / "kairanban" / "locale" / "en" / "LC_MESSAGES" / "kairanban.po"
SOURCES = {
    ROOT / "plugins" / "kairanban": ("**.py", "python"),
    ROOT / "theme" / "templates": ("**.html", "jinja2.ext:babel_extract"),
}
SAID_BY = dict.fromkeys(("_", "say", "counted", "plural", "N_", "gettext"))
FILLED = re.compile(r"%\(\w+\)s|\{\w*\}")


def said() -> Iterator[str]:
    """Every label in the code and the templates. What the build tells editors is none of them."""
    for folder, (pattern, method) in SOURCES.items():
        for _, _, message, _, _ in extract_from_dir(
            str(folder), [(pattern, method)], {pattern: {"silent": "false"}}, keywords=SAID_BY
        ):
            if re.search(r"[^\x00-\x7f]|\{", message):
                yield message
    yield from TYPES


def catalogue(file: Path = CATALOGUE) -> dict[str, Message]:
    with file.open("rb") as stream:
        found = read_po(stream)
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in found if m.id}


def test_every_label_has_english_words_and_no_words_are_left_over() -> None:
    labels, known = set(said()), catalogue()
    assert len(labels) > 200
    assert sorted(labels - known.keys()) == []
    assert sorted(known.keys() - labels) == []


def test_english_words_leave_no_japanese_and_hold_the_same_values() -> None:
    faults = []
    for label, message in catalogue().items():
        words = [message.string] if isinstance(message.string, str) else list(message.string)
        values = set(FILLED.findall(label))
        if any(not each or re.search("[ぁ-ヶ一-龠、。「」（）〜]", each) for each in words):
            faults.append(label)
        if {*FILLED.findall("".join(words))} != values or {*FILLED.findall(words[-1])} != values:
            faults.append(label)
    assert faults == []
