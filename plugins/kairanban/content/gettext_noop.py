"""Words that readers see on pages in any language."""


def N_(words: str) -> str:  # noqa: N802 - gettext's name for it
    """The words, marked so that catalogues of other languages hold them."""
    return words
