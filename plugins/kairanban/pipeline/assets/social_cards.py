"""Drawing and caching of social cards, whose names are digests of what they show.

A card is drawn once and kept beside the store. The kept card and the published one are the same
file where the file system can link.
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
    """Stage the cards, draw those that are not in `folder` yet, and return how many were drawn.

    `cards` are by output path; `stage` is the staging folder, `folder` that of drawn cards. Raise
    OSError where a file cannot be written.
    """
    if not cards:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for path in cards:
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
    work = partial(_draw, cards, font, folder, stage)
    return sum(run_in_parallel(work, sorted(cards)))


def drop_cards(folder: Path, wanted: Iterable[str]) -> None:
    """Delete the drawn cards in `folder` except those at the output paths `wanted`."""
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
            # Never overwritten in place: a published file may be the same one.
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
