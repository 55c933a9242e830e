"""A text whose letters are measured. Widths are in ems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .kinsoku import (
    BRACKETS_END,
    CLOSING,
    FREE,
    INSIDE,
    OPENING,
    blank_reduction,
    break_cost,
    joins_previous,
)

MAX_CHARACTERS = 240  # characters that are looked at
Line = list[tuple[str, float]]  # letters, each with its place from the line's start


@dataclass(frozen=True)
class MeasuredText:
    """A text in phrases, measured. `width` gives the width of one character, in ems."""

    phrases: Sequence[str]
    width: Callable[[str], float]
    letters: list[str] = field(init=False)  # each with the marks that belong to it
    costs: list[float] = field(init=False)  # of breaking behind each

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
            if self.width(letter[0]) and not doubled:  # not one that the font does not have
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
            costs.append(break_cost(letter, following, number in ends) + (INSIDE if depth else 0.0))
        object.__setattr__(self, "costs", [*costs, FREE])

    @cached_property
    def places(self) -> list[float]:
        """Where each letter stands if all are on one line, and the end."""
        places, at = [], 0.0
        for letter, following in zip(self.letters, [*self.letters[1:], ""], strict=True):
            places.append(at)
            at += self.width(letter[0]) - blank_reduction(letter, following)
        return [*places, at]

    def measure(self, start: int, end: int) -> float:
        """The width of a line of the letters from `start` to before `end`."""
        last = end - 1
        while last > start and self.letters[last].isspace():
            last -= 1
        blank = 0.5 if self.letters[start] in OPENING else 0.0
        behind = self.letters[last + 1] if last + 1 < len(self.letters) else ""
        if self.letters[last] in CLOSING and not blank_reduction(self.letters[last], behind):
            blank += 0.5
        return self.places[last + 1] - self.places[start] - blank

    def line(self, start: int, end: int) -> Line:
        """The letters of a line, each with its place from the line's start."""
        first = self.places[start] + (0.5 if self.letters[start] in OPENING else 0.0)
        return [
            (self.letters[n], self.places[n] - first)
            for n in range(start, end)
            if not self.letters[n].isspace()
        ]
