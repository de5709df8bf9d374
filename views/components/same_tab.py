"""Lets links in text stay in the tab.

Streamlit opens every link in Markdown in a new tab, and `st.page_link` is no heading and does not wrap. So links to
our own pages are plain Markdown, and this handler, a constant that no text of anybody's gets into, turns a click on
one into the navigation that Streamlit does for Back and Forward. Where it should fail to run, the links still
work, in a new tab. The menu's links need it, too: one that leads to its own page leaves the old address standing.
"""

from __future__ import annotations

import json

import streamlit as st

_HANDLER = """<script>
if (!window.commonsLinks) {
  window.commonsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('.stMarkdown a[target="_blank"], .st-key-menu a');
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.origin !== window.location.origin) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.pathname.endsWith("/enter")) {  // no page of Streamlit's
      window.location.assign(link.href);
      return;
    }
    const address = link.getAttribute("href").replace(/^(?=[?]|$)/, "./");
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.requestAnimationFrame(() => document.querySelector(".stMain")?.scrollTo(0, 0));
  }, true);
}
</script>"""


def links() -> None:
    """Install the handler; once in a page is enough."""
    st.html(_HANDLER, unsafe_allow_javascript=True)


def go(address: str) -> None:
    """Open *address*, a page of ours, as a click on a link to it would: `st.switch_page` needs two steps back."""
    st.html(
        f"""<script>
window.history.pushState({{}}, "", {json.dumps(address)});
window.dispatchEvent(new PopStateEvent("popstate"));
</script>""",
        unsafe_allow_javascript=True,
    )
