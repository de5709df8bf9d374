// Draws the map in a page of Streamlit: fetches data and script, and keeps the address in line with what is seen.
const loading = new Map();

function script(address) {
  if (!loading.has(address)) {
    loading.set(address, new Promise((done, failed) => {
      const made = document.createElement("script");
      made.src = address;
      made.onload = done;
      made.onerror = () => { loading.delete(address); failed(new Error("its script did not come")); };
      document.head.append(made);
    }));
  }
  return loading.get(address);
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function say(place, text, again) {
  const line = document.createElement("p"), button = document.createElement("button");
  line.setAttribute("role", "alert");
  button.textContent = "Try again";
  button.onclick = again;
  line.append(`${text} `, button);
  place.replaceChildren(line);
}

function go(address) {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
  window.requestAnimationFrame(() => document.querySelector(".stMain")?.scrollTo(0, 0));
}

const readable = (address) => address.replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");

function remember({ by, show, view }) {
  const address = new URL(window.location.href);
  for (const [name, value] of Object.entries({ by, show: show.join(","), view })) {
    if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
  }
  window.history.replaceState(window.history.state, "", readable(address.href));
}

const split = (said) => said.split(",").filter(Boolean);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

async function draw(place, held) {
  const { data } = held;
  try {
    const [map] = await Promise.all([get(data.addresses.data), script(data.addresses.script)]);
    if (held.data !== data && !same(held.data.addresses, data.addresses)) return; // a newer one is on its way
    const seen = new URLSearchParams(window.location.search);
    held.map?.destroy();
    held.map = window.commonsField.draw(place, map, {
      by: seen.get("by"), show: split(seen.get("show") || ""), view: seen.get("view"),
      groups: held.data.groups, picked: held.data.picked,
      href: held.paper,
      onOpen: (id) => go(held.paper(id)),
      onLasso: (ids) => held.pick(ids),
      onChange: remember,
    });
  } catch (error) {
    say(place, `The map could not be loaded: ${error.message}`, () => draw(place, held));
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".field-place"), held = place.commonsHeld ||= {};
  const before = held.data;
  held.data = data;
  held.paper = (id) => `${data.paper}${data.paper.includes("?") ? "&" : "?"}id=${readable(encodeURIComponent(id))}`;
  held.pick = (ids) => setTriggerValue("picked", ids);
  if (!before || !same(before.addresses, data.addresses) || !same(before.groups, data.groups)) {
    draw(place, held);
  } else if (held.map) {
    if (before.by !== data.by) held.map.colour(data.by);
    if (before.show !== data.show) held.map.show(split(data.show));
    held.map.redraw();
  }
  return () => {
    held.map?.destroy();
    held.map = held.data = null;
  };
}
