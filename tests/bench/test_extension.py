from pathlib import Path

from corpus import write_corpus
from extension import calls_ratio


def test_reading_reports_costs_at_most_a_quarter_more_than_markdown_alone(tmp_path: Path) -> None:
    """In calls of functions, as no test depends on how busy the machine is; `invoke bench` tells
    the same in seconds."""
    write_corpus(tmp_path, 20)
    assert calls_ratio(tmp_path / "content") < 1.25
