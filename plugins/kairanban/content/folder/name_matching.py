"""Matching of names of organizations, venues and series as people write them."""

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

MAX_LEGAL_FORM_CHARACTERS = 20  # as typed
MIN_LIKENESS = 0.6  # of a suggested name, as `difflib` measures it (0 to 1)
MIN_GUESS_CHARACTERS = 3  # shorter names look like anything


def fold_name(name: str) -> str:
    """Return a name for comparison: without width (NFKC), case and spaces."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(text.split())


def fold_organization_name(name: str) -> str:
    """Return a name folded as by `fold_name`, and without its legal form, wherever that stands."""
    text = fold_name(name)
    return LEGAL_FORMS.sub("", text) or text


class Directory(Struct, frozen=True):
    """The records of a kind by their names, aliases and slugs."""

    slugs: Mapping[str, str] = field(default_factory=dict)  # folded name, alias or slug -> slug
    names: Mapping[str, str] = field(default_factory=dict)  # slug -> the name as shown

    def find(self, name: str) -> str | None:
        """Return the slug of the record with this name, alias or slug; None without one."""
        return self.slugs.get(fold_name(name)) or self.slugs.get(fold_organization_name(name))

    def nearest(self, name: str) -> str | None:
        """Return the known name, as shown, that looks most like `name`; None if none does."""
        wanted = fold_organization_name(name)
        close = difflib.get_close_matches(wanted, list(self.slugs), n=1, cutoff=MIN_LIKENESS)
        return self.names[self.slugs[close[0]]] if close else None

    def longest_prefix(self, text: str) -> tuple[str, int] | None:
        """Return the slug of the longest known name that `text` starts with, and its length.

        The length counts characters of `text` as typed, width and spaces included. None where
        it starts with no known name.
        """
        folded = fold_name(text)
        if len(folded) == len(text):  # mostly so; then no characters need counting
            return self._longest_in(folded)
        dense = "".join(text.split())
        if len(folded) == len(dense):  # nearly always so otherwise
            known = self._longest_in(folded)
            return (known[0], _spread(text, known[1])) if known else None
        found = [self._longest(text, start) for start in {0, _after_legal_form(text)}]
        return max(filter(None, found), key=lambda each: each[1], default=None)

    def nearest_prefix(self, text: str) -> str | None:
        """Return the known name, as shown, that the start of `text` looks most like; else None."""
        folded = fold_organization_name(text)
        best, likeness = None, MIN_LIKENESS
        for word, slug in self.slugs.items():
            if len(word) >= MIN_GUESS_CHARACTERS:
                ratio = difflib.SequenceMatcher(None, word, folded[: len(word)]).ratio()
                if ratio > likeness:
                    best, likeness = self.names[slug], ratio
        return best

    def _longest_in(self, folded: str) -> tuple[str, int] | None:
        """Return as `longest_prefix` does, with the length in characters of the folded text."""
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
        """Return as `longest_prefix` does, for a name that begins at `start`; slow but general."""
        best: tuple[str, int] | None = None
        folded = ""
        for index in range(start, len(text)):
            # A half-width ﾞ combines with the character before it.
            folded = unicodedata.normalize("NFC", folded + fold_name(text[index]))
            if folded in self.slugs:
                best = self.slugs[folded], index + 1
        return best


def _spread(text: str, count: int) -> int:
    """Return the length of the shortest start of `text` with `count` characters besides spaces."""
    for index, character in enumerate(text):
        count -= not character.isspace()
        if count == 0:
            return index + 1
    return len(text)


def _after_legal_form(text: str) -> int:
    """Return the index after the legal form that `text` starts with; 0 without one."""
    folded = ""
    for index, character in enumerate(text[:MAX_LEGAL_FORM_CHARACTERS]):
        folded += fold_name(character)
        if LEGAL_FORMS.fullmatch(folded):
            return index + 1
    return 0


def build_directory(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> Directory:
    """Return a directory of `(slug, name, aliases)`; of two with the same name the first wins."""
    slugs: dict[str, str] = {}
    names: dict[str, str] = {}
    for slug, name, aliases in entries:
        names[slug] = name
        for word in (name, *aliases, slug):
            slugs.setdefault(fold_name(word), slug)
            slugs.setdefault(fold_organization_name(word), slug)
    return Directory(slugs, names)


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like `word`; None if none does."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=MIN_LIKENESS)
    return close[0] if close else None
