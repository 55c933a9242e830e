"""Links of finished pages that lead to nothing."""

import pytest
from kairanban.pipeline.output.link_check import (
    TARGET_SEPARATOR,
    LinkChecker,
    find_broken_links,
    find_ids,
)

FILES = {"index.html", "reports/a/index.html", "reports/b/index.html", "feed.ics", "404.html"}
PAGES = {
    "index.html": '<a href="./reports/a/#talk">',
    "reports/a/index.html": '<p id="talk"><a href="#talk"><a href="../../reports/b/#call&amp;1">',
    "reports/b/index.html": '<p id="call&amp;1"><a href="../../feed.ics#x"><a href="../../">',
}


def lost(**more: str) -> set[tuple[str, str]]:
    """What is told: each page with the link as it writes it."""
    pages = PAGES | {f"reports/{name}/index.html": html for name, html in more.items()}
    links = LinkChecker(FILES | pages.keys())
    places = {page: find_ids(html) for page, html in pages.items()}
    found = {
        page: links.unresolved_targets(page, html, places[page]) for page, html in pages.items()
    }
    result = find_broken_links(found, FILES | pages.keys(), places.__getitem__)
    written = {page: links.written_targets(page, pages[page], places[page]) for page in result}
    return {(page, written[page][target]) for page, targets in result.items() for target in targets}


def test_links_that_lead_somewhere_are_not_told() -> None:
    assert lost() == set()


@pytest.mark.parametrize(
    "link",
    ["../c/", "../../reports/c/", "#no", "../a/#no", "../../reports/a/#no", "x.pdf", "../../x%23y"],
)
def test_a_link_is_told_as_its_page_writes_it(link: str) -> None:
    assert lost(z=f'<a href="{link}">') == {("reports/z/index.html", link)}


def test_every_page_with_the_same_lost_link_is_told() -> None:
    link = '<img src="../../no.png">'
    assert {page for page, _ in lost(y=link, z=link)} == {
        "reports/y/index.html",
        "reports/z/index.html",
    }


def test_what_is_elsewhere_or_only_text_is_not_looked_after() -> None:
    assert lost(z='<a href="https://x.example/no/">a</a> href="no/" <a href="//x/no">') == set()
    links = LinkChecker(FILES)
    assert links.unresolved_targets("404.html", '<a href="no/">', frozenset()) == set()


def test_a_place_in_the_page_itself_needs_no_look_at_others() -> None:
    links = LinkChecker(FILES)
    html = '<p id="x"><a href="#x"><a href="#y">'
    assert links.unresolved_targets("index.html", html, find_ids(html)) == {
        f"index.html{TARGET_SEPARATOR}y"
    }
