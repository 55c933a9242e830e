"""Catalogues of labels: one gettext file for each language.

The file is `locale/<language>/LC_MESSAGES/kairanban.po`, in the package for its own labels and
those of its theme. Another theme brings a folder of the same form, whose labels come first. The
.po files themselves are read, so that nobody needs to compile them.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from msgspec import Struct

PACKAGE = Path(__file__).resolve().parents[2] / "locale"
FILE = "LC_MESSAGES/kairanban.po"
LOCALE = re.compile(r'^"Language: ([\w-]+)\\n"$', re.MULTILINE)
NAME_HEADER = re.compile(r'^"X-Name: (.+)\\n"$', re.MULTILINE)


class Catalogue(Struct, frozen=True, kw_only=True):
    """The catalogue of one language; the labels in its later files come first."""

    language: str  # as in the names of content files
    locale: str  # with the region whose dates and numbers go with the labels: "en_GB"
    name: str  # of the language, in the language itself
    files: tuple[Path, ...]
    digest: str  # of the files' bytes, in hexadecimal

    def read(self) -> NullTranslations:
        """Return the labels, read from the files; Babel is imported for that."""
        from babel.messages.mofile import write_mo  # noqa: PLC0415 - takes long to import, and
        from babel.messages.pofile import read_po  # noqa: PLC0415 - is needed by few builds

        labels = NullTranslations()
        for file in self.files:
            compiled = BytesIO()
            with file.open("rb") as stream:
                write_mo(compiled, read_po(stream))
            compiled.seek(0)
            translations = GNUTranslations(compiled)
            translations.add_fallback(labels)
            labels = translations
        return labels


def catalogues(languages: Iterable[str], *folders: Path) -> Mapping[str, Catalogue]:
    """Return the catalogues of these languages, by language; one without files is left out.

    They are looked for in the package's folder, then in `folders`.
    """
    by_language = {}
    for language in sorted(languages):
        paths = [folder / _folder(language) / FILE for folder in (PACKAGE, *folders)]
        files = tuple(path for path in paths if path.is_file())
        if files:
            by_language[language] = _catalogue(language, files)
    return by_language


def _catalogue(language: str, files: tuple[Path, ...]) -> Catalogue:
    data = [file.read_bytes() for file in files]
    head = b"\n".join(data).decode(errors="replace").replace("\r\n", "\n")
    locale, name = LOCALE.search(head), NAME_HEADER.search(head)
    return Catalogue(
        language=language,
        locale=locale[1].replace("-", "_") if locale else _folder(language),
        name=name[1] if name else language,
        files=files,
        digest=hashlib.blake2b(b"\0".join(data), digest_size=16).hexdigest(),
    )


def _folder(language: str) -> str:
    """Return the name of a language's folder in gettext: `zh_Hant` for zh-hant."""
    first, *rest = language.split("-")
    return "_".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])
