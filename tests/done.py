"""What builds have done, for others that would do the same again.

To read and compile the theme and to draw cards is most of a small build. All that is done stands
with what it was made of, so no build takes it for something else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from jinja2 import Environment
from kairanban.build import building
from kairanban.images.social.card import Card
from kairanban.images.social.drawing import Studio
from kairanban.images.social.font import Font
from kairanban.pages.languages.compiled import Code, Compiled
from kairanban.pages.products import template_digests

Includes = Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(slots=True)
class Done:
    """Templates as code, what each includes, and pictures of cards."""

    code: Code = field(default_factory=dict)
    includes: Includes = field(default_factory=dict)
    cards: dict[tuple[Font | None, Card, str], bytes] = field(default_factory=dict)

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Builds meanwhile have this, and add what they do themselves."""
        compiling: list[Compiled] = []
        draw = Studio.draw

        def compiled(known: Code) -> Compiled:
            compiling.append(Compiled({**self.code, **known}))
            return compiling[-1]

        def digests(
            theme: Environment, folder: Path, known: Includes
        ) -> tuple[Mapping[str, str], Includes]:
            told, self.includes = template_digests(theme, folder, {**self.includes, **known})
            return told, self.includes

        def drawn(studio: Studio, card: Card, name: str) -> bytes:
            key = studio.font, card, name
            if key not in self.cards:
                self.cards[key] = draw(studio, card, name)
            return self.cards[key]

        with (
            mock.patch.object(building, "Compiled", compiled),
            mock.patch.object(building, "template_digests", digests),
            mock.patch.object(Studio, "draw", drawn),
        ):
            yield
        for each in compiling:
            self.code = {**self.code, **each.known}
