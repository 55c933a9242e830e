"""A site's settings for the pages in one language."""

from collections.abc import Mapping

from msgspec import field
from msgspec.structs import fields

from ...settings import Settings
from .locale import JAPANESE, Language


class Spoken(Settings, frozen=True, kw_only=True):
    """With the names that the site has in the language, and the language itself."""

    tongue: Language = JAPANESE
    tags: Mapping[str, str] = field(default_factory=dict)  # what tags are called in it

    @property
    def suffix(self) -> str:
        """What tells the names of what is made in this language from the others'."""
        return f".{self.tongue.code}" if self.tongue.prefix else ""

    @property
    def around(self) -> tuple[str, ...]:
        """The names of what all that is made in this language depends on."""
        return (f"catalogues/{self.tongue.code}",) if self.tongue.prefix else ()

    def say(self, label: str, /, **values: object) -> str:
        """A label, its `{names}` filled in."""
        return self.tongue.say(label, **values)


def spoken(settings: Settings, tongue: Language = JAPANESE) -> Spoken:
    """The settings for pages in a language."""
    given = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    own = settings.translated.get(tongue.code, {})
    return Spoken(**{**given, **own}, tongue=tongue)
