"""A log of what is wrong or doubtful in a report's body."""

from msgspec import Struct, field

from ...content.folder.source_files import make_problem
from ...content.problems import Level, Problem, Unreadable
from .line_numbers import LineFinder


class FindingLog(Struct):
    """The findings about one body, in the order in which they were found.

    `path` is the source file's, relative to the content folder.
    """

    path: str
    lines: LineFinder
    findings: list[Problem] = field(default_factory=list)

    def add(self, fault: Unreadable, line: int | str, level: Level = "warning") -> None:
        """Add a finding at a line of the file (1-based), or at the line of a text as typed."""
        number = line if isinstance(line, int) else self.lines.find(line)
        self.findings.append(make_problem(self.path, number, None, fault, level))
