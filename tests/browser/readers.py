"""Browser contexts for one test after another: nothing of a reader is left in them but the site's files in the cache.

A first view spends half of its time on fetching and compiling the front end, and a context of its own has no cache.
"""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext

STORES = "cookies,local_storage,indexeddb,service_workers,cache_storage"
"""What a site can keep in a browser, as Chromium's own protocol names it."""


class Readers:
    """Contexts of one browser for the readers of one site."""

    def __init__(self, browser: Browser, site: str) -> None:
        """Take the *browser*, and the address of the *site* that they read."""
        self._browser = browser
        self._site = site
        self._idle: list[BrowserContext] = []
        self._taken: list[BrowserContext] = []

    def take(self) -> BrowserContext:
        """Return a context in which nobody else reads."""
        self._taken.append(self._idle.pop() if self._idle else self._browser.new_context())
        return self._taken[-1]

    def leave(self) -> None:
        """Close all pages and forget what the site keeps of those who took a context."""
        while self._taken:
            self._forget(self._taken[-1])
            self._idle.append(self._taken.pop())

    def _forget(self, context: BrowserContext) -> None:
        for page in context.pages:
            page.close()
        page = context.new_page()
        told = {"origin": self._site, "storageTypes": STORES}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", told)
        page.close()
        context.clear_cookies()
        context.clear_permissions()
