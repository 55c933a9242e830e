"""A correction of Python-Markdown's emphasis, which loses words in some texts.

Python-Markdown remembers the pairs of marks that it has found and returns them mark by mark. Where
a mark that it left alone comes in between, it takes the place of one pair for another's and drops
the words there (3.11, `****a**` and `**  **aa**` on two lines). An element that does not hold the
words that it replaces is therefore searched for again.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor

NAME, PRIORITY = "em_strong", 60  # Python-Markdown's own
Found = tuple[Element | None, int | None, int | None]


def mend_emphasis(md: Markdown) -> None:
    """Replace Python-Markdown's processor of emphasis by one that checks its results.

    Another extension's processor stays as it is.
    """
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
        """Return the element at a match, with the start and end of the text that it replaces.

        Where a second search loses words as well, the mark stays text: the element is None.
        """
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
