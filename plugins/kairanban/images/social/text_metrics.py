"""Measuring of a text's letters and lines; widths are in ems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .kinsoku import (
    BRACKETS_END,
    CLOSING,
    IN_BRACKETS_COST,
    OPENING,
    STOP_COST,
    blank_reduction,
    break_cost,
    joins_previous,
)

MAX_CHARACTERS = 240  # letters; the rest of a longer text is ignored
Line = list[tuple[str, float]]  # letters, each with its offset from the line's start in ems


@dataclass(frozen=True)
class MeasuredText:
    """A measured text, given as its phrases.

    Characters without width, which the font does not have, and repeated spaces are left out.
    """

    phrases: Sequence[str]
    width: Callable[[str], float]  # of one character, in ems
    letters: list[str] = field(init=False)  # each with the marks that belong to it
    costs: list[float] = field(init=False)  # of a break behind each letter

    def __post_init__(self) -> None:
        typed: list[str] = []
        phrases: set[int] = set()
        for phrase in self.phrases:
            for character in phrase:
                if typed and joins_previous(character, typed[-1]):
                    typed[-1] += character
                else:
                    typed.append(character)
            phrases.add(len(typed))
        letters: list[str] = []
        ends: set[int] = set()
        for number, letter in enumerate(typed, 1):
            doubled = letter.isspace() and (not letters or letters[-1].isspace())
            if self.width(letter[0]) and not doubled:  # without width: the font does not have it
                letters.append(letter)
            if number in phrases:
                ends.add(len(letters))
        del letters[MAX_CHARACTERS:]
        while letters and letters[-1].isspace():
            letters.pop()
        object.__setattr__(self, "letters", letters)
        costs, depth = [], 0
        for number, (letter, following) in enumerate(pairwise(letters), 1):
            depth = max(0, depth + (letter in OPENING) - (letter in BRACKETS_END))
            costs.append(
                break_cost(letter, following, number in ends) + (IN_BRACKETS_COST if depth else 0.0)
            )
        object.__setattr__(self, "costs", [*costs, STOP_COST])

    @cached_property
    def places(self) -> list[float]:
        """The offset of each letter in ems if all are on one line, and the end's."""
        places, at = [], 0.0
        for letter, following in zip(self.letters, [*self.letters[1:], ""], strict=True):
            places.append(at)
            at += self.width(letter[0]) - blank_reduction(letter, following)
        return [*places, at]

    def measure(self, start: int, end: int) -> float:
        """Return the width in ems of a line of the letters from `start` to before `end`.

        Spaces at its end and the blank halves of brackets and stops at its ends do not count.
        """
        last = end - 1
        while last > start and self.letters[last].isspace():
            last -= 1
        blank = 0.5 if self.letters[start] in OPENING else 0.0
        behind = self.letters[last + 1] if last + 1 < len(self.letters) else ""
        if self.letters[last] in CLOSING and not blank_reduction(self.letters[last], behind):
            blank += 0.5
        return self.places[last + 1] - self.places[start] - blank

    def line(self, start: int, end: int) -> Line:
        """Return the letters from `start` to before `end` as a line, without spaces."""
        first = self.places[start] + (0.5 if self.letters[start] in OPENING else 0.0)
        return [
            (self.letters[n], self.places[n] - first)
            for n in range(start, end)
            if not self.letters[n].isspace()
        ]
