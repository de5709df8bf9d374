"""What a page is measured by: axe-core, a ruler, and how much of it moved while it loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser import gallery

GRAVE = {"serious", "critical"}

FINDING_ONES_WAY = {"heading-order", "empty-heading", "page-has-heading-one", "landmark-unique", "skip-link"}
"""Of the lesser rules of axe those that we keep, too: who does not see a page finds their way by them."""

STREAMLITS_OWN: dict[str, str] = {}
"""Rules that Streamlit breaks and that cannot be mended from here: the issue that asks for it, and the reason."""

SMALLEST_PX = 12
"""Text on a phone is never smaller."""

AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""The size of targets is WCAG 2.2 AA, which axe does not check unless asked."""

WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput || !document.querySelector("h1")) continue;
    window.moved += entry.value;
    (window.movers ||= []).push(...entry.sources.map((one) => one.node?.className || one.node?.nodeName));
  }
}).observe({type: "layout-shift", buffered: true});
"""
"""Adds up layout shifts, https://web.dev/articles/cls, from when the page has its title."""

RULER = """() => {
  const main = document.querySelector(".stMain"), faults = [];
  const said = (node) => (node.innerText || node.value || "").trim().replace(/\\s+/g, " ").slice(0, 60);
  if (main.scrollWidth > main.clientWidth) faults.push(`sideways by ${main.scrollWidth - main.clientWidth} px`);
  for (const node of main.querySelectorAll("*")) {
    const text = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!text || !node.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (style.fontFamily.includes("Material") || node.closest(".katex, svg")) continue;
    if (parseFloat(style.fontSize) < SMALLEST) faults.push(`${style.fontSize} text: ${said(node)}`);
    if (box.right > innerWidth + 1 && !scrolls(node)) faults.push(`beyond the edge: ${said(node)}`);
    const cut = node.scrollWidth > node.clientWidth + 1 && style.display !== "inline" && style.overflowX !== "visible";
    if (cut && !scrolls(node)) faults.push(`cut off: ${said(node)}`);
  }
  function scrolls(node) {
    for (let one = node; one && one !== main; one = one.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowX)) return true;
    return false;
  }
  return faults;
}""".replace("SMALLEST", str(SMALLEST_PX))
"""Says what is beyond the edge, cut off, or too small to read."""


@dataclass(frozen=True)
class Findings:
    """What is wrong with a page, by where it was looked at."""

    axe: dict[str, list[str]] = field(default_factory=dict)
    ruler: dict[int, list[str]] = field(default_factory=dict)
    moved: float = 0
    movers: list[str] = field(default_factory=list)


Inspect = Callable[[str], Findings]
"""Looks at a page of the gallery by name."""


def faults(page: Page) -> list[str]:
    """Say what axe finds on *page* as it stands that is serious, one line for each rule and element."""
    page.evaluate(AXE_SCRIPT)
    return [
        f"{rule['id']}: {rule['help']}: {element['html'][:200]}"
        for rule in page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)["violations"]
        if (rule["impact"] in GRAVE or rule["id"] in FINDING_ONES_WAY) and rule["id"] not in STREAMLITS_OWN
        for element in rule["nodes"]
    ]


def inspected(browser: Browser, address: str) -> Findings:
    """Look at *address* on a phone in the dark, and on a desktop in the light, and at what is between by its width."""
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark") as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        gallery.shown(page, address)
        found = Findings(moved=page.evaluate("window.moved"), movers=page.evaluate("window.movers || []"))
        found.axe["phone, dark"] = faults(page)
        page.close()
        page = context.new_page()
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
        gallery.shown(page, address)
        found.axe["desktop, light"] = faults(page)
        for width, height in gallery.WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            gallery.drawn(page)
            found.ruler[width] = page.evaluate(RULER)
    return found
