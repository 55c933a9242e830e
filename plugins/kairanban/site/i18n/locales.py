"""Loading of the locales into which a site's content may be translated."""

from collections.abc import Collection, Mapping
from pathlib import Path

from .catalogue import catalogues
from .translated_locale import TranslatedLocale


def load_locales(languages: Collection[str], *folders: Path) -> Mapping[str, TranslatedLocale]:
    """Return the locales of these languages by code; a language without a catalogue is left out.

    `folders` hold catalogues besides the package's own.
    """
    found = catalogues(languages, *folders)
    return {code: TranslatedLocale(catalogue) for code, catalogue in found.items()}
