from pathlib import Path

from corpus import write_corpus
from generators import edits, generators
from kairanban.settings import Settings
from loading import load


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_corpus_is_a_site_with_nothing_to_mend(tmp_path: Path) -> None:
    write_corpus(tmp_path, 10)
    loaded = load(tmp_path / "content", Settings())
    assert loaded.findings == ()
    assert len(loaded.collection.reports) == 10
    assert len(loaded.collection.events) == 2


def test_the_articles_for_plain_pelican_are_the_same_texts(tmp_path: Path) -> None:
    write_corpus(tmp_path, 10)
    ours, plain = files(tmp_path / "content"), files(tmp_path / "articles")
    assert len(plain) == 12
    for path, article in plain.items():
        assert article.partition(b"\n\n")[2] == ours[path].partition(b"---\n\n")[2]


def test_the_same_number_gives_the_same_bytes(tmp_path: Path) -> None:
    write_corpus(tmp_path / "once", 10)
    write_corpus(tmp_path / "again", 10)
    assert files(tmp_path / "once") == files(tmp_path / "again")


def test_an_edit_shows_on_the_page_in_every_form(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 10)
    found = generators(tmp_path / "corpus", tmp_path, None)
    slug = next(file.stem for file in (tmp_path / "corpus/content/reports").iterdir())
    for of in found.values():
        file = of.folder / of.texts / "reports" / f"{slug}.md"
        for what, edit in edits().items():
            before = file.read_text("utf-8"), (of.folder / of.template).read_text("utf-8")
            words = edit(of, slug, "印")
            after = file.read_text("utf-8"), (of.folder / of.template).read_text("utf-8")
            assert words in after[what == "template"]
            assert [a == b for a, b in zip(before, after, strict=True)] == [
                what == "template",
                what != "template",
            ]
