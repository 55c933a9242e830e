"""Problems: what is wrong in the sources, where, and what to write instead."""

import re
from typing import Literal

from msgspec import Struct, field

from .messages.catalogue import Language, sentence

Level = Literal["problem", "warning"]
LINE_BREAKS = re.compile(r"\s*[\n\r\u2028\u2029]\s*")  # in a value that a sentence tells


class Unreadable(ValueError):
    """A value that cannot be right; raised by readers of values, turned into a `Problem` by `load`.

    `code` names the sentence in `messages`, `params` fill it. `suggestion` is the corrected
    value where it can be known. `line` is the 1-based line in the file where it differs from
    the line of the key (an item of a list, say).
    """

    def __init__(
        self, code: str, *, suggestion: str | None = None, line: int | None = None, **params: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion
        self.line = line
        self.params = params


class Problem(Struct, frozen=True, kw_only=True):
    """One finding in one source file.

    `path` is relative to the content folder, with `/`; `line` is 1-based, None for a whole file;
    `key` is the header's key as the editor wrote it, None outside the header.
    """

    path: str
    line: int | None
    key: str | None
    code: str
    level: Level = "problem"
    suggestion: str | None = None
    params: dict[str, object] = field(default_factory=dict)

    def message(self, language: Language = "ja") -> str:
        """The sentence for people, without place and suggestion."""
        return sentence(self.code, self.params, language)

    def text(self, folder: str, language: Language = "ja") -> str:
        """One line for a terminal: `content/events/x.md:4: 日時: … → …`.

        `folder` is how the content folder is called, for people to find the file.
        """
        place = f"{folder}/{self.path}" + (f":{self.line}" if self.line else "")
        key = f"{self.key}: " if self.key else ""
        arrow = f" → {self.suggestion}" if self.suggestion else ""
        return LINE_BREAKS.sub(" ", f"{place}: {key}{self.message(language)}{arrow}")

    def as_json(self, language: Language = "ja") -> dict[str, object]:
        """The shape of `invoke check --format json`."""
        return {
            "path": self.path,
            "line": self.line,
            "key": self.key,
            "level": self.level,
            "code": self.code,
            "message": self.message(language),
            "suggestion": self.suggestion,
        }


def sort_problems(problems: list[Problem]) -> list[Problem]:
    """Sorted by file and line, each once."""

    def place(problem: Problem) -> tuple[str, int, str, str, str]:
        words = repr((problem.params, problem.suggestion))
        return problem.path, problem.line or 0, problem.key or "", problem.code, words

    unique = {place(p): p for p in problems}
    return [unique[k] for k in sorted(unique)]
