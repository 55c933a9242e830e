"""A site's settings for the pages in one language."""

from collections.abc import Mapping

from msgspec import field
from msgspec.structs import fields

from ...settings import Settings
from .locale import JAPANESE, Locale


class LocalizedSettings(Settings, frozen=True, kw_only=True):
    """The settings of a site, with its names in one language and the locale of that language."""

    locale: Locale = JAPANESE
    tags: Mapping[str, str] = field(default_factory=dict)  # tag -> its name in the language

    @property
    def query_suffix(self) -> str:
        """Return the suffix of the names of this language's queries: `.en`; "" for Japanese."""
        return f".{self.locale.code}" if self.locale.prefix else ""

    @property
    def shared_dependencies(self) -> tuple[str, ...]:
        """Return the names of what every query in this language depends on: its catalogue."""
        return (f"catalogues/{self.locale.code}",) if self.locale.prefix else ()

    def say(self, label: str, /, **values: object) -> str:
        """Return a label in the language, with its `{names}` replaced by the values."""
        return self.locale.say(label, **values)


def localize_settings(settings: Settings, locale: Locale = JAPANESE) -> LocalizedSettings:
    """Return the settings for pages in a language, with those of `translated` applied."""
    values = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    translated = settings.translated.get(locale.code, {})
    return LocalizedSettings(**{**values, **translated}, locale=locale)
