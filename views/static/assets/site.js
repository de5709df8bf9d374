// Addresses of the app lead to the same here, and what is there to be copied gets a button. All works without.
"use strict";
(() => {
  const root = document.currentScript.getAttribute("src").replace("assets/site.js", "");
  const asked = new URLSearchParams(location.search);
  const kind = location.pathname.replace(/(index\.html)?$/, "").split("/").slice(-2)[0];

  const icon = document.createElement("link");
  icon.rel = "icon";
  icon.href = `${root}assets/icon.svg`;
  document.head.append(icon);

  document.querySelectorAll(".without").forEach((said) => said.remove());
  window.commons = window.commons || {};

  // Loads a classic script once: data and all, also from a file, where nothing can be fetched.
  window.commons.load = (name) => (load[name] = load[name] || new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${root}assets/${name}.js`;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  }));
  const load = {};

  const slug = (id) => id.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  const go = (page) => location.replace(page);
  const listed = (page) => [...document.querySelectorAll("main a")].some((a) => a.getAttribute("href") === page);

  function missing(id) {
    const said = document.createElement("p");
    said.className = "soft";
    said.textContent = `This copy has nothing under ${id}. What it has is listed here.`;
    document.querySelector("h1").after(said);
  }

  async function paper(id) {
    await window.commons.load("papers");
    const papers = window.commons.papers;
    const row = id in papers.also ? papers.also[id] : papers.id.indexOf(id);
    return row < 0 ? missing(id) : go(`${papers.page[row]}.html`);
  }

  function person(id) {
    if (listed(`${slug(id)}.html`)) return go(`${slug(id)}.html`);
    const name = id.replace(/^[a-z]+:~?|\d+$/g, "").replace(/[-_]+/g, " ");
    return go(`../search/index.html?q=${encodeURIComponent(`au:"${name}"`)}`);
  }

  async function concept(id) {
    if (listed(`../concept/${id}.html`)) return go(`${id}.html`);
    await window.commons.load("ideas");
    const found = window.commons.ideas.labels[fold(id).replace(/[^\p{L}\p{N}]+/gu, " ").trim()];
    return found ? go(`${window.commons.ideas.id[found[0]]}.html`) : missing(id);
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function known(id) {
    return listed(`${slug(id)}.html`) || kind === "topic" ? go(`${slug(id)}.html`) : missing(id);
  }

  const parameters = {
    paper: [["id", paper]],
    person: [["id", person]],
    concept: [["id", concept], ["word", concept]],
    topic: [["id", known]],
    start: [["path", known]],
    programme: [["event", known]],
    glossary: [["word", (word) => go(`../search/index.html?q=${encodeURIComponent(word)}`)]],
  };
  for (const [name, lead] of parameters[kind] || []) if (asked.get(name)) lead(asked.get(name).trim());
  if (asked.get("q") && document.querySelector(".doors")) go(`search/index.html?q=${encodeURIComponent(asked.get("q"))}`);

  // What to cite a paper by comes when it is wanted.
  const cite = document.getElementById("cite");
  if (cite) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "Cite: BibTeX and RIS";
    details.append(summary);
    details.addEventListener("toggle", async () => {
      await window.commons.load(`cite-${cite.dataset.shelf}`);
      const page = decodeURIComponent(location.pathname.split("/").pop()).replace(/\.html$/, "");
      for (const said of window.commons.cite[page]) {
        const text = document.createElement("pre");
        text.textContent = said;
        details.append(text, copying(text));
      }
    }, { once: true });
    cite.replaceWith(details);
  }

  function copying(text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(text);
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        document.execCommand("copy");
      }
      button.textContent = "Copied";
    });
    return button;
  }
})();
