"""The languages into which a site's content may be translated: those that have a catalogue."""

from collections.abc import Collection, Mapping
from pathlib import Path

from .catalogue import catalogues
from .translated_locale import TranslatedLocale


def load_locales(languages: Collection[str], *folders: Path) -> Mapping[str, TranslatedLocale]:
    """By code. `folders` hold catalogues besides the package's own."""
    found = catalogues(languages, *folders)
    return {code: TranslatedLocale(catalogue) for code, catalogue in found.items()}
