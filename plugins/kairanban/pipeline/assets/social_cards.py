"""Social cards are drawn once: they are kept beside the state, by names that tell what they show.

A card that is kept and the one that is published are one file, where the file system can link.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from ...images.social.card import SocialCard, is_card
from ...images.social.card_renderer import CardRenderer
from ...images.social.font import Font
from ...reports.html.phrases import split_phrases
from ..workers import run_in_parallel


def stage_cards(
    cards: Mapping[str, SocialCard], font: Font | None, folder: Path, stage: Path
) -> int:
    """Puts cards, by their paths, into the staging folder; `folder` is the folder of those drawn.

    Gives how many had to be drawn. Raises OSError where a file cannot be written.
    """
    if not cards:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for path in cards:
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
    work = partial(_draw, cards, font, folder, stage)
    return sum(run_in_parallel(work, sorted(cards)))


def drop_cards(folder: Path, wanted: Iterable[str]) -> None:
    """Forgets the cards that no page has any more; `wanted` are the paths of the others."""
    names = {Path(path).name for path in wanted}
    if folder.is_dir():
        for file in folder.iterdir():
            if file.name not in names:
                file.unlink()


def _draw(
    cards: Mapping[str, SocialCard],
    font: Font | None,
    folder: Path,
    stage: Path,
    paths: Sequence[str],
) -> int:
    renderer = CardRenderer(font, split_phrases)
    drawn = 0
    for path in paths:
        target = stage / path
        file = folder / target.name
        if not _is_there(file):
            # Not written into: a published file may be the same one.
            file.unlink(missing_ok=True)
            file.write_bytes(renderer.render(cards[path], target.stem))
            drawn += 1
        try:
            os.link(file, target)
        except OSError:
            shutil.copyfile(file, target)
    return drawn


def _is_there(file: Path) -> bool:
    try:
        return is_card(file.read_bytes(), file.stem)
    except FileNotFoundError:
        return False
