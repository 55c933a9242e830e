"""Templates that were compiled before are used again, but never with labels of another state."""

from jinja2 import DictLoader, Environment, StrictUndefined
from kairanban.site.i18n.jinja_gettext import EXTENSIONS, localize_environment
from kairanban.site.i18n.locale import JAPANESE, Locale
from kairanban.site.i18n.template_cache import TemplateCache

TEMPLATES = {"x.html": '{{ _("募集") }} {{ name }}'}


class Spoken(Locale):
    """A language of one word."""

    code = "en"
    prefix = "en/"

    def __init__(self, words: str) -> None:
        self._words = words

    @property
    def digest(self) -> str:
        return self._words

    def say(self, label: str, /, **values: object) -> str:
        return self._words


def rendered(compiled: TemplateCache, locale: Locale, templates: dict[str, str]) -> str:
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=list(EXTENSIONS),
        bytecode_cache=compiled,
    )
    return localize_environment(environment, locale).get_template("x.html").render(name="机")


def test_each_language_has_code_of_its_own() -> None:
    compiled = TemplateCache({})
    assert rendered(compiled, JAPANESE, TEMPLATES) == "募集 机"
    assert rendered(compiled, Spoken("Wanted"), TEMPLATES) == "Wanted 机"
    assert rendered(compiled, JAPANESE, TEMPLATES) == "募集 机"
    assert sorted(compiled.new) == ["en x.html", "ja x.html"]


def test_what_did_not_change_is_not_compiled_again() -> None:
    first = TemplateCache({})
    rendered(first, JAPANESE, TEMPLATES)
    second = TemplateCache(first.new)
    assert rendered(second, JAPANESE, TEMPLATES) == "募集 机"
    assert second.new == {}


def test_another_template_or_other_labels_are_compiled_again() -> None:
    first = TemplateCache({})
    rendered(first, Spoken("Wanted"), TEMPLATES)
    labels = TemplateCache(first.new)
    assert rendered(labels, Spoken("Needed"), TEMPLATES) == "Needed 机"
    assert rendered(labels, Spoken("Wanted"), {"x.html": "{{ name }}!"}) == "机!"
