"""Names of organizations, venues and series, matched as people write them."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

LEGAL_FORMS = re.compile(
    "特定非営利活動法人|認定特定非営利活動法人|認定npo法人|npo法人|"
    "一般社団法人|公益社団法人|一般財団法人|公益財団法人|社会福祉法人|学校法人|宗教法人|医療法人|"
    "株式会社|有限会社|合同会社|合資会社|合名会社|任意団体|"
    r"\((?:特非|一社|公社|一財|公財|社福|学|株|有|合)\)"
)

MAX_LEGAL_FORM_CHARACTERS = 20  # characters, as typed
MIN_LIKENESS = 0.6  # of what is suggested, as `difflib` measures it
MIN_GUESS_CHARACTERS = 3  # characters; shorter names look like anything


def fold_name(name: str) -> str:
    """A name without width, case and spaces."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(text.split())


def fold_organization_name(name: str) -> str:
    """An organization's name without its legal form as well, wherever that stands."""
    text = fold_name(name)
    return LEGAL_FORMS.sub("", text) or text


class Directory(Struct, frozen=True):
    """Who or what answers to a name. `slugs` maps each way of writing it to the slug."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # slug -> the name as shown

    def find(self, name: str) -> str | None:
        """The slug of the record that answers to `name`, a slug included."""
        return self.slugs.get(fold_name(name)) or self.slugs.get(fold_organization_name(name))

    def nearest(self, name: str) -> str | None:
        """The known name that looks most like `name`, if any does."""
        wanted = fold_organization_name(name)
        close = difflib.get_close_matches(wanted, list(self.slugs), n=1, cutoff=MIN_LIKENESS)
        return self.names[self.slugs[close[0]]] if close else None

    def longest_prefix(self, text: str) -> tuple[str, int] | None:
        """The slug of the longest known name that `text` starts with, and how long that is.

        The length counts characters of `text` as typed, width and spaces included.
        """
        folded = fold_name(text)
        if len(folded) == len(text):  # as mostly; then characters need no counting
            return self._longest_in(folded)
        dense = "".join(text.split())
        if len(folded) == len(dense):  # as nearly always else
            known = self._longest_in(folded)
            return (known[0], _spread(text, known[1])) if known else None
        found = [self._longest(text, start) for start in {0, _after_legal_form(text)}]
        return max(filter(None, found), key=lambda each: each[1], default=None)

    def nearest_prefix(self, text: str) -> str | None:
        """The known name that the beginning of `text` looks most like, if any does."""
        folded = fold_organization_name(text)
        best, likeness = None, MIN_LIKENESS
        for word, slug in self.slugs.items():
            if len(word) >= MIN_GUESS_CHARACTERS:
                ratio = difflib.SequenceMatcher(None, word, folded[: len(word)]).ratio()
                if ratio > likeness:
                    best, likeness = self.names[slug], ratio
        return best

    def _longest_in(self, folded: str) -> tuple[str, int] | None:
        form = LEGAL_FORMS.match(folded)
        start = form.end() if form else 0
        for end in range(len(folded), 0, -1):
            slug = self.slugs.get(folded[:end]) or (
                self.slugs.get(folded[start:end]) if start < end else None
            )
            if slug:
                return slug, end
        return None

    def _longest(self, text: str, start: int) -> tuple[str, int] | None:
        best: tuple[str, int] | None = None
        folded = ""
        for index in range(start, len(text)):
            # A half-width ﾞ joins the character before it.
            folded = unicodedata.normalize("NFC", folded + fold_name(text[index]))
            if folded in self.slugs:
                best = self.slugs[folded], index + 1
        return best


def _spread(text: str, count: int) -> int:
    """How long the beginning of a text is that holds so many characters besides spaces."""
    for index, character in enumerate(text):
        count -= not character.isspace()
        if count == 0:
            return index + 1
    return len(text)


def _after_legal_form(text: str) -> int:
    """Where a name goes on after the legal form that it starts with; 0 without one."""
    folded = ""
    for index, character in enumerate(text[:MAX_LEGAL_FORM_CHARACTERS]):
        folded += fold_name(character)
        if LEGAL_FORMS.fullmatch(folded):
            return index + 1
    return 0


def build_directory(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> Directory:
    """A directory of `(slug, name, aliases)`; the first of two that answer to one name wins."""
    slugs: dict[str, str] = {}
    names: dict[str, str] = {}
    for slug, name, aliases in entries:
        names[slug] = name
        for word in (name, *aliases, slug):
            slugs.setdefault(fold_name(word), slug)
            slugs.setdefault(fold_organization_name(word), slug)
    return Directory(slugs, names)


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like `word`, if any does."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=MIN_LIKENESS)
    return close[0] if close else None
