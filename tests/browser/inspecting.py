"""Inspection of a page in a browser, by axe and by the measures of inspecting.js."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Returns each violation in short, as axe's full results of a page are long.
AXE = """options => axe.run(options).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""

Measure = Literal["small", "spoilt", "dim", "unmarked", "forced", "moving", "untold"]


def asked(page: Page, expression: str) -> Any:
    """Return the value of a JavaScript expression that may use everything in inspecting.js."""
    return page.evaluate(f"() => {{ {SCRIPT}\nreturn {expression}; }}")


def measured(page: Page, measures: Sequence[Measure]) -> list[list[str]]:
    """Return what each of `measures` finds wrong on a page as it is shown now, sorted.

    One call to the browser answers all of them.
    """
    calls = ", ".join(f"measures.{measure}()" for measure in measures)
    return [sorted(set(some)) for some in asked(page, f"[{calls}]")]


def found(page: Page, measure: Measure) -> list[str]:
    """Return what one measure finds wrong on a page as it is shown now, sorted."""
    [some] = measured(page, [measure])
    return some


@cache
def axe_script() -> str:
    """Return axe's JavaScript, half a megabyte."""
    return Axe().axe_script


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong on a page, as `rule: HTML`.

    Without `rules` all those for WCAG 2.2 A and AA and axe's own best practices apply.
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(axe_script())
    only = {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False, "iframes": False}
    result: list[str] = page.evaluate(AXE, options)
    return result
