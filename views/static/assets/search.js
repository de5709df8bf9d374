// The page of the search: what is asked, and what `engine.js` finds.
"use strict";
(() => {
  const SHOWN = 20;
  const SAID = 6; // words of other communities named above the hits
  const { commons } = window;
  const { addressed, open, rank, read } = commons.engine;
  const found = document.getElementById("found");
  const box = document.getElementById("q");
  let opened = false;

  // ---- drawing; text of papers gets in as text only

  function make(tag, content, attributes = {}) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...[content].flat());
    return made;
  }

  const address = (params) => `?${new URLSearchParams(params)}`;

  function hit(row) {
    const { papers } = commons;
    const title = make("h2", make("a", papers.title[row], { href: `../paper/${papers.page[row]}.html` }));
    return make("li", [title, make("small", [papers.who[row], papers.date[row].slice(0, 4)].filter(Boolean).join(" · "))]);
  }

  function idea(concept) {
    const { ideas } = commons;
    const name = make("h2", make("a", ideas.name[concept], { href: `../concept/${ideas.id[concept]}.html` }));
    return make("section", [name, make("p", ideas.definition[concept])], { class: "idea", "aria-label": "In the glossary" });
  }

  // "the same as causal tracing: causal trace; close to it: knowledge localization, ..."
  function grouped(also) {
    const groups = new Map();
    for (const [label, relation, own] of also) {
      const head = `${relation} ${own}`;
      groups.set(head, [...(groups.get(head) || []), label]);
    }
    return [...groups].map(([head, labels]) => `${head}: ${labels.join(", ")}`).join("; ");
  }

  function understood(asked, also, bridges) {
    const said = [];
    for (const [word, other] of asked.mended) said.push(make("p", ["No paper has “", word, "”; searched for ", make("b", other), " instead."]));
    if (also.length) {
      const without = make("a", "Only my words", { href: address({ q: asked.text, bridges: "off" }) });
      said.push(make("p", ["Also searched: ", grouped(also.slice(0, SAID)), ". ", without], { class: "soft" }));
    } else if (!bridges) {
      const back = make("a", "Search in others’ words, too", { href: address({ q: asked.text }) });
      said.push(make("p", ["Only your own words were searched. ", back], { class: "soft" }));
    }
    return said;
  }

  function more(list, rows) {
    const button = make("button", "Show more", { type: "button", class: "quiet" });
    button.addEventListener("click", () => {
      const first = list.children.length;
      list.append(...rows.slice(first, first + SHOWN).map(hit));
      if (list.children.length >= rows.length) button.remove();
      list.children[first].querySelector("a").focus();
    });
    return button;
  }

  function draw(text, typing, bridges) {
    const row = addressed(text);
    if (row >= 0) return found.replaceChildren(make("p", "Taken for the id of a paper:"), make("ol", hit(row), { class: "hits" }));
    const asked = read(text, typing);
    const { rows, also } = rank(asked, bridges);
    const ideas = [...new Set(asked.ideas.flatMap((one) => one.concepts))].slice(0, 3).map(idea);
    const list = make("ol", rows.slice(0, SHOWN).map(hit), { class: "hits" });
    const nothing = rows.length ? [] : [make("p", ["No paper has these words. Try fewer or others, or the ", make("a", "glossary", { href: "../glossary/index.html" }), "."])];
    found.replaceChildren(...understood(asked, also, bridges), ...ideas, ...nothing, list);
    if (rows.length > SHOWN) found.append(more(list, rows));
  }

  // ---- running

  async function ready() {
    if (opened) return;
    await Promise.all(["papers", "words", "ideas"].map(commons.load));
    if (!opened) open();
    opened = true;
  }

  async function ask(text, typing, bridges = true) {
    if (!opened) found.replaceChildren(make("p", "Reading the index …", { class: "soft" }));
    try {
      await ready();
    } catch {
      return found.replaceChildren(make("p", "The files of the search are missing. Copy the whole folder, with assets."));
    }
    if (box.value.trim() === text) draw(text, typing, bridges);
  }

  // For whoever measures: the ids of the hits, best first.
  commons.search = async (text) => {
    await ready();
    const row = addressed(text);
    return (row >= 0 ? [row] : rank(read(text, false), true).rows).slice(0, SHOWN).map((one) => commons.papers.id[one]);
  };

  window.addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search);
    box.value = asked.get("q") || "";
    if (box.value.trim()) ask(box.value.trim(), false, asked.get("bridges") !== "off");
    let waiting;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => box.value.trim().length > 1 && ask(box.value.trim(), true), 200);
    });
    box.addEventListener("focus", () => ready().catch(() => {}), { once: true });
    box.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      const text = box.value.trim();
      history.pushState(null, "", address({ q: text }));
      if (text) ask(text, false);
    });
    window.addEventListener("popstate", () => location.reload());
  });
})();
