"""The app without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser


def test_with_keys_alone(visit: Visit):
    """From the top of a page to a concept and back without a mouse: skip, type, filter, keep, follow a link."""
    page = visit("search?q=circuit")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    reach(page, "Add to list")
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="List (1)")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    reach(page, "Similar papers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Papers like")).to_be_visible()

    page.reload()
    settled(page)
    reach(page, "Words")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Glossary")).to_be_visible()
    settled(page)
    reach(page, "Find a word")
    page.keyboard.type("sparse autoencoder")
    page.keyboard.press("Enter")
    reach(page, "sparse autoencoder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="sparse autoencoder")).to_be_visible()


def reach(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what has the focus is called *name*, and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said, outlined = page.evaluate(FOCUSED)
        if said == name:
            assert outlined, f"{name} does not show that it has the focus"
            return
    pytest.fail(f"{most} times Tab do not lead to {name}")


FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const label = at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.innerText || "";
  const around = getComputedStyle(at.closest("[data-baseweb], [data-testid$=RootElement]") || at);
  const seen = [style, around].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
  return [label.trim().split("\\n").at(-1), seen];
}"""
"""What has the focus, and whether something shows it."""
