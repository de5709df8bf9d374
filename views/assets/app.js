// What Streamlit leaves out. Constant: no text of anybody's gets in here, and once in a page is enough.
if (!window.commonsLinks) {
  window.commonsLinks = true;

  // Streamlit opens every link in Markdown in a new tab: those to our own pages become the navigation
  // that it does for Back and Forward. Should this fail to run, the links still work.
  const OURS = '.stMarkdown a[target="_blank"], .stHtml a[href]';
  const FILE = /[/](enter|[^/]+[.][a-z]+)$/; // no page of Streamlit's

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(OURS);
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.origin !== window.location.origin) return;
    event.preventDefault();
    event.stopPropagation();
    if (FILE.test(link.pathname)) {
      window.location.assign(link.href);
      return;
    }
    const address = link.getAttribute("href").replace(/^(?=[?]|$)/, "./");
    window.history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.requestAnimationFrame(() => document.querySelector(".stMain")?.scrollTo(0, 0));
  }, true);

  // "Skip to main content" leads to where our menu is, too: what is to be skipped.
  document.addEventListener("click", (event) => {
    const title = event.target.closest?.("[data-testid=stSkipToContent]") && document.querySelector(".stMain h1");
    if (!title) return;
    event.preventDefault();
    event.stopPropagation();
    title.tabIndex = -1;
    title.focus();
  }, true);
}
