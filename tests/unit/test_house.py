"""The house is as its map says: modules are where they are named, and a word has one meaning."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "plugins" / "kairanban"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Words of a former private language, each with the word that took its place.
WORDS = {tokenize.NAME, tokenize.STRING}
FORMER = {
    "told": "message, parsed body, body",
    "noted": "dependencies",
    "reached": "public_contacts",
    "settled": "load_settings",
    "doubts": "lint",
    "making": "context",
    "remaking": "query_store",
    "tongue": "locale",
    "tongues": "locales",
    "spoken": "localized settings",
    "entrances": "meeting_addresses",
    "foreseen": "occurrences_until",
    "sighted": "visible_from",
    "shelved": "pagination",
    "looks": "image_infos",
}


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def documented(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Yield the module, and its public classes and functions, each with its docstring.

    And its methods that have one; those of a base class are described there.
    """
    yield "the module", ast.get_docstring(tree)
    for node in ast.walk(tree):
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.ClassDef | ast.FunctionDef) and not each.name.startswith("_"):
                text = ast.get_docstring(each)
                if isinstance(node, ast.Module) or (isinstance(node, ast.ClassDef) and text):
                    yield each.name, text


def mapped() -> Iterator[Path]:
    """Yield what the map in the README names, as paths of the checkout."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = next(each for each in text.split("```") if "\nplugins/kairanban/" in each)
    folders: list[tuple[int, Path]] = []
    for line in block.strip("\n").splitlines():
        name = line.split()[0]
        depth = len(line) - len(line.lstrip())
        folders = [(each, folder) for each, folder in folders if each < depth]
        path = (folders[-1][1] if folders else ROOT) / name
        yield path
        if name.endswith("/"):
            folders.append((depth, path))


def test_what_the_map_names_is_there() -> None:
    paths = list(mapped())
    assert len(paths) > 30
    assert [path for path in paths if not path.exists()] == []


def test_the_map_names_every_room() -> None:
    rooms = {each.parent for each in MODULES if each.parent != PACKAGE}
    assert sorted(rooms - set(mapped())) == []


def test_files_that_comments_and_docs_name_are_there() -> None:
    texts = [*(ROOT / "theme").rglob("*.*"), *(ROOT / "docs").glob("*.*"), *MODULES]
    missing = []
    for file in texts:
        if file.suffix in {".py", ".md", ".html", ".css", ".js", ".conf"}:
            for path in re.findall(r"\b(?:[\w-]+/)+\w+\.py\b", file.read_text("utf-8")):
                places = (ROOT, PACKAGE, PACKAGE.parent, ROOT / "tests")
                if not any((place / path).exists() for place in places):
                    missing.append(f"{file.relative_to(ROOT)}: {path}")
    assert missing == []


def test_no_two_classes_share_a_name() -> None:
    classes = [
        node.name
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name, count in Counter(classes).items() if count > 1] == []


def test_no_package_is_called_as_what_tools_ignore() -> None:
    folders = {part for module in MODULES for part in module.relative_to(PACKAGE).parts[:-1]}
    assert folders.isdisjoint({"build", "dist", "env", "venv", "target", "out", "node_modules"})


def test_no_name_is_of_the_former_language() -> None:
    found = []
    for module in MODULES:
        tokens = tokenize.generate_tokens(io.StringIO(module.read_text("utf-8")).readline)
        words = {token.string.strip("\"'") for token in tokens if token.type in WORDS}
        keys = {word for word in words if re.fullmatch(r"[A-Za-z_][\w.-]*", word)}
        names = {part for key in keys for part in re.split(r"[-_.]", key)}
        found += [f"{name_of(module)}: {n} -> {FORMER[n]}" for n in sorted(names & FORMER.keys())]
    assert found == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_is_public_is_described_in_a_sentence(module: Path) -> None:
    missing = []
    for name, text in documented(parsed(module)):
        first = (text or "").partition("\n\n")[0].strip()
        if not re.match(r"[A-Z`\"/“]", first) or first[-1] not in ".:":
            missing.append(f"{name}: {first!r}")
    assert missing == []
