// Draws the map, from files beside the page; the address says what is seen, in the words of the app's addresses.
"use strict";
window.addEventListener("DOMContentLoaded", async () => {
  const place = document.getElementById("map");
  place.textContent = "Loading the map …";
  const seen = new URLSearchParams(location.search);
  const split = (said) => said.split(",").filter(Boolean).map(decodeURIComponent);
  try {
    await Promise.all(["map-data", "papers"].map(window.commons.load));
    const { papers, map } = window.commons;
    const row = new Map(papers.id.map((id, at) => [id, at]));
    const of = (column) => map.ids.map((id) => papers[column][row.get(id)] || "");
    Object.assign(map, { titles: of("title"), bylines: of("who"), years: of("date").map((date) => Number(date.slice(0, 4))) });
    const list = { id: "list", label: "My list", ids: split(seen.get("list") || "") };
    place.textContent = "";
    window.commonsField.draw(place, map, {
      by: seen.get("by"),
      show: split(seen.get("show") || ""),
      view: seen.get("view"),
      groups: [list],
      href: (id) => `../paper/${papers.page[row.get(id)]}.html`,
      onChange: ({ by, show, view }) => {
        for (const [name, value] of Object.entries({ by, show: show.join(","), view })) {
          if (value) seen.set(name, value);
          else seen.delete(name);
        }
        history.replaceState(null, "", `?${seen}`);
      },
    });
  } catch {
    place.textContent = "The map could not be drawn. Below is what is in it.";
  }
});
