"""Emphasis that loses no words.

Python-Markdown remembers what it has paired and gives it out mark by mark; where a mark that it
left alone comes in between, it takes the pair's place in the text for another's and drops what
stands there (3.11, `****a**` and `**  **aa**` on two lines). What does not hold the words that it
replaces is therefore paired again.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor

NAME, PRIORITY = "em_strong", 60  # Python-Markdown's own
Found = tuple[Element | None, int | None, int | None]


def mend_emphasis(md: Markdown) -> None:
    """Puts a processor that looks twice in the place of Python-Markdown's own."""
    every = md.inlinePatterns
    former = every[NAME] if NAME in every else None  # noqa: SIM401 - a registry has no `get`
    if type(former) is DelimiterProcessor:
        first, *others = former.delimiters.values()
        made = _Emphasis(first.token, ",".join(first.tags), md, first.smart, first.double)
        for each in others:
            made.add(each.token, ",".join(each.tags), each.smart, each.double)
        every.register(made, NAME, PRIORITY)


class _Emphasis(DelimiterProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        """See there."""
        found = super().handleMatch(m, data)
        if not self._holds(m, data, found):
            self.reset()
            found = super().handleMatch(m, data)
            if not self._holds(m, data, found):
                self.reset()
                return None, m.start(0), m.end(0)
        return found

    def _holds(self, m: re.Match[str], data: str, found: Found) -> bool:
        made, start, end = found
        if made is None:
            return True
        if start != m.start(0) or end is None or end <= start:
            return False
        return self._words("".join(made.itertext())) == self._words(data[start:end])

    def _words(self, text: str) -> str:
        return self.compiled_re.sub("", text)
