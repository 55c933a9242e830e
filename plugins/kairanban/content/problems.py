"""Problems in the sources: what is wrong, where it stands, and what to write instead."""

import re
from typing import Literal

from msgspec import Struct, field

from .messages.catalogue import Language, sentence

Level = Literal["problem", "warning"]
# Line breaks come with a value that the sentence quotes; a problem is one line on a terminal.
LINE_BREAKS = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


class Unreadable(ValueError):
    """A value cannot be right; readers of values raise it, `make_problem` makes it a `Problem`.

    `code` names the sentence in `messages`, and `params` fill its placeholders. `suggestion` is
    the corrected value where it can be known, else None. `line` is the 1-based line of the file
    where it differs from the line of the key (for an item of a list, say), else None.
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
    """A finding in one source file.

    `path` is relative to the content folder, with `/`; `line` is 1-based, None for a whole file;
    `key` is the front matter's key as the editor wrote it, None outside the front matter.
    `code`, `suggestion` and `params` are those of `Unreadable`. Only the level "problem" forbids
    publishing.
    """

    path: str
    line: int | None
    key: str | None
    code: str
    level: Level = "problem"
    suggestion: str | None = None
    params: dict[str, object] = field(default_factory=dict)

    def message(self, language: Language = "ja") -> str:
        """Return the sentence for people, without place and suggestion."""
        return sentence(self.code, self.params, language)

    def text(self, folder: str, language: Language = "ja") -> str:
        """Return one line for a terminal: `content/events/x.md:4: 日時: … → …`.

        `folder` is the name or path of the content folder, put before `path` so that people find
        the file.
        """
        place = f"{folder}/{self.path}" + (f":{self.line}" if self.line else "")
        key = f"{self.key}: " if self.key else ""
        arrow = f" → {self.suggestion}" if self.suggestion else ""
        return LINE_BREAKS.sub(" ", f"{place}: {key}{self.message(language)}{arrow}")

    def as_json(self, language: Language = "ja") -> dict[str, object]:
        """Return the object that `invoke check --format json` prints for this finding."""
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
    """Return the problems sorted by path, line and key, without duplicates."""

    def place(problem: Problem) -> tuple[str, int, str, str, str]:
        words = repr((problem.params, problem.suggestion))
        return problem.path, problem.line or 0, problem.key or "", problem.code, words

    unique = {place(p): p for p in problems}
    return [unique[k] for k in sorted(unique)]
