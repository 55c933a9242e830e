"""Printing of any text on a terminal, or into a file, of any encoding.

A module of its own, as a build that finds nothing to do imports little else.
"""

import codecs
import io
import sys

# Characters that Windows' Japanese encoding (cp932) lacks, and lookalikes that it has.
LOOKALIKES = str.maketrans("·〜−—–‖¢£¬", "・～－―-∥￠￡￢")


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """Return replacements for characters that the encoding lacks: lookalikes, else "?".

    This is an error handler for `codecs.register_error`; decoding errors are raised as they are.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    found = []
    for character in lacking:
        try:
            like = character.translate(LOOKALIKES)
            like.encode(error.encoding)
        except UnicodeEncodeError:
            like = "?"
        found.append(like)
    return "".join(found), error.end


def replace_unencodable_output() -> None:
    """Make stdout and stderr take any text, whatever the encoding of the terminal or file.

    Characters that the encoding lacks become lookalikes, else question marks.
    """
    codecs.register_error("kairanban-likeness", _replace_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="kairanban-likeness")
