"""What is found wrong or doubtful in a body, at its line."""

from msgspec import Struct, field

from ...content.folder.source_files import make_problem
from ...content.problems import Level, Problem, Unreadable
from .line_numbers import LineFinder


class FindingLog(Struct):
    """The findings about one body, in the order of the text; `path` is the file's."""

    path: str
    lines: LineFinder
    findings: list[Problem] = field(default_factory=list)

    def add(self, fault: Unreadable, line: int | str, level: Level = "warning") -> None:
        """A finding at a line, or at the line of a text as typed."""
        number = line if isinstance(line, int) else self.lines.find(line)
        self.findings.append(make_problem(self.path, number, None, fault, level))
