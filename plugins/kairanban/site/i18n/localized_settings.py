"""A site's settings for the pages in one language."""

from collections.abc import Mapping

from msgspec import field
from msgspec.structs import fields

from ...settings import Settings
from .locale import JAPANESE, Locale


class LocalizedSettings(Settings, frozen=True, kw_only=True):
    """With the names that the site has in the language, and the language itself."""

    locale: Locale = JAPANESE
    tags: Mapping[str, str] = field(default_factory=dict)  # what tags are called in it

    @property
    def query_suffix(self) -> str:
        """What tells the names of what is made in this language from the others'."""
        return f".{self.locale.code}" if self.locale.prefix else ""

    @property
    def shared_dependencies(self) -> tuple[str, ...]:
        """The names of what all that is made in this language depends on."""
        return (f"catalogues/{self.locale.code}",) if self.locale.prefix else ()

    def say(self, label: str, /, **values: object) -> str:
        """A label, its `{names}` filled in."""
        return self.locale.say(label, **values)


def localize_settings(settings: Settings, locale: Locale = JAPANESE) -> LocalizedSettings:
    """The settings for pages in a language."""
    given = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    own = settings.translated.get(locale.code, {})
    return LocalizedSettings(**{**given, **own}, locale=locale)
