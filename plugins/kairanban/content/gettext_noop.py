"""The marker of messages that gettext catalogues translate."""


def N_(words: str) -> str:  # noqa: N802 - gettext's name for it
    """Return `words` unchanged.

    The call marks the message for extraction, so that catalogues of other languages hold it.
    """
    return words
