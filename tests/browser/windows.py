"""One browser window for all tests of a module, which is reset for each of them.

Opening another, with a process and fonts of its own, takes Chromium five times as long as loading
a page in an open one.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Error, Page, Request

BUILT = "2026-11-24T12:00:00+09:00"  # when the first site was built
# Records what the content security policy refuses, and layout shifts.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(event.effectiveDirective + " " + event.blockedURI);
});
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) =>
      `${node?.outerHTML?.slice(0, 99) ?? node?.data ?? "generated"}: ${from.x},${from.y} ` +
      `${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`);
    window.shifted.push(`${entry.value} at ${entry.startTime} ms: ${moved.join("; ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


class Window:
    """A page, with its console messages (`said`) and requested URLs (`asked`) since `renew`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        self._channel: CDPSession = page.context.new_cdp_session(page)
        page.add_init_script(WATCH)
        page.on("console", self._note_words)
        page.on("pageerror", self._note_error)
        page.on("request", self._note_request)

    @property
    def elsewhere(self) -> list[str]:
        """The requested URLs that are not on this machine."""
        return [url for url in self.asked if "//127.0.0.1:" not in url]

    def renew(self) -> None:
        """Reset the page to a new one on a phone: cache, cookies, permissions, media and records.

        Its clock stays as it is.
        """
        self.forget()
        self.page.context.clear_cookies()
        self.page.context.clear_permissions()
        self.page.emulate_media(
            media="null", color_scheme="light", reduced_motion="null", forced_colors="null"
        )
        self.show(390, 840)
        self.said.clear()
        self.asked.clear()

    def forget(self) -> None:
        """Clear the cache, so that whatever is loaded next is requested again."""
        self._channel.send("Network.clearBrowserCache")

    def show(
        self, width: int, height: int = 800, scheme: Literal["light", "dark"] = "light"
    ) -> None:
        """Set the width and height of the page (CSS pixels), and the colour scheme."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)

    def _note_words(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)

    def _note_error(self, error: Error) -> None:
        self.said.append(str(error))

    def _note_request(self, request: Request) -> None:
        self.asked.append(request.url)


@pytest.fixture(scope="module")
def only_window(browser: Browser) -> Iterator[Window]:
    """Yield the module's window as earlier tests left it; use `window` for a renewed one."""
    page = browser.new_context().new_page()
    yield Window(page)
    page.context.close()


@pytest.fixture
def window(only_window: Window) -> Window:
    """Return the module's window, renewed, with its clock at the time of the first site's build."""
    only_window.renew()
    only_window.page.clock.set_fixed_time(BUILT)
    return only_window


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    """Yield a page on which no script runs."""
    page = browser.new_context(java_script_enabled=False).new_page()
    yield page
    page.context.close()
