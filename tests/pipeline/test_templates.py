"""Pages follow every template and value that a site gives to them, wherever it lies."""

import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from kairanban.commands.build import build
from kairanban.pipeline.store.store import StoreMemory
from kairanban.site.i18n.template_cache import KnownTemplates
from outputs import contents
from tiny import write_settings

TEMPLATES = KnownTemplates()  # of clean builds: each stands with the text that it was made of
PAGE = '{% extends "base.html" %}{% from "parts/sign.html" import sign %}'
PAGE += "{% block main %}<p>{{ sign() }} {{ motto }} {{ numbers.one }}</p>{% endblock %}"


class Site:
    """A site whose pages are made from a theme, its sub-folder, an override and globals."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder, self.content = folder, content
        self.theme, self.overrides = folder / "theme", folder / "overrides"
        shutil.copytree(ROOT / "theme", self.theme)
        (self.theme / "templates" / "parts").mkdir()
        self.overrides.mkdir()
        (self.overrides / "page.html").write_text(PAGE, "utf-8")
        self.sign = self.theme / "templates" / "parts" / "sign.html"
        self.sign.write_text("{% macro sign() %}first sign{% endmacro %}", "utf-8")
        self.write("first motto", 1)

    def write(self, motto: str, number: int) -> None:
        """Write the settings with these values for templates."""
        self.settings = write_settings(
            self.folder / "conf.py",
            PATH=str(self.content),
            THEME=str(self.theme),
            THEME_TEMPLATES_OVERRIDES=[str(self.overrides)],
            JINJA_GLOBALS={"motto": motto, "numbers": {"one": number}},
        )

    def built(self, output: str, memory: StoreMemory | None = None) -> dict[str, bytes]:
        """Build into a folder and return all files."""
        folder = self.folder / output / "output"
        folder.parent.mkdir(exist_ok=True)
        assert build(str(self.settings), None, str(folder), memory=memory) == 0
        return contents(folder)


def edit_override(site: Site) -> None:
    file = site.overrides / "page.html"
    file.write_text(PAGE.replace("<p>", "<p>another "), "utf-8")


def edit_sub_folder(site: Site) -> None:
    site.sign.write_text("{% macro sign() %}another sign{% endmacro %}", "utf-8")


def edit_global(site: Site) -> None:
    site.write("another motto", 1)


def edit_inside_global(site: Site) -> None:
    site.write("first motto", 2)


def add_override(site: Site) -> None:
    (site.overrides / "parts").mkdir()
    file = site.overrides / "parts" / "sign.html"
    file.write_text("{% macro sign() %}another sign{% endmacro %}", "utf-8")


def delete_override(site: Site) -> None:
    (site.overrides / "page.html").unlink()


def replace_base(site: Site) -> None:
    (site.overrides / "base.html").write_text(
        "<main>{% block main %}{% endblock %}</main>", "utf-8"
    )


EDITS = (
    *(edit_override, edit_sub_folder, edit_global, edit_inside_global),
    *(add_override, delete_override, replace_base),
)
# As by a new process each time; and some as by `invoke serve`.
WAYS = [*((edit, False) for edit in EDITS), *((edit, True) for edit in EDITS[:3])]


@pytest.mark.parametrize(("edit", "remembers"), WAYS)
def test_a_page_is_made_again_when_what_it_is_made_from_changes(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit, remembers: bool
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1705000000")
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "1")
    site, memory = Site(tmp_path, small), StoreMemory() if remembers else None
    first = site.built("kept", memory)
    assert b"first sign first motto 1" in first["about/index.html"]
    assert site.built("kept", memory) == first
    edit(site)
    after = site.built("kept", memory)
    assert after["about/index.html"] != first["about/index.html"]
    assert after == site.built("clean", StoreMemory(templates=TEMPLATES))
