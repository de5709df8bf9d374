// What is beside the map: what it is coloured by, what the colours mean, what can stand out, and what was just done.
((field) => {
  "use strict";
  const { SHAPES, count, el, icon, papers } = field;

  field.Panel = class {
    constructor(map) {
      this.map = map;
      this.wider = false;
      this.legend = el("ul", { class: "field-legend" });
      this.chooser = el("select", { onchange: () => { this.colour(this.chooser.value); map.changed(); } },
        ...map.data.by.map((one) => el("option", { value: one.id }, one.label)));
      this.said = el("p", { class: "field-said", role: "status" });
      this.side = el("div", { class: "field-side" }, el("label", {}, "Colour by", this.chooser), this.legend,
        ...(map.groups.length ? [this.toggles()] : []), this.said);
    }

    tell(what) { this.said.textContent = what; }

    toggles() {
      return el("fieldset", {}, el("legend", {}, "Make stand out"), ...this.map.groups.map((group) => this.toggle(group)));
    }

    toggle(group) {
      const { map } = this;
      const onchange = (event) => {
        map.shown[event.target.checked ? "add" : "delete"](group.id);
        map.schedule();
        map.changed();
      };
      return el("label", {}, el("input", { type: "checkbox", value: group.id, onchange }),
        icon(SHAPES[group.id] || SHAPES.list, 18, "field-mark"), `${group.label} (${count(group.ids.length)})`);
    }

    show(ids) {
      this.map.shown = new Set(ids);
      this.side.querySelectorAll("fieldset input").forEach((box) => { box.checked = this.map.shown.has(box.value); });
      this.map.schedule();
    }

    colour(by) {
      const { map } = this;
      map.by = Math.max(0, map.data.by.findIndex((one) => one.id === by));
      map.only = -1;
      this.chooser.value = map.colouring.id;
      this.fill();
      map.schedule();
    }

    fill() {
      const { groups } = this.map.colouring, colours = this.map.palette();
      const minor = groups.filter((group) => group.colour === "other").length, short = minor > 2 && !this.wider;
      const entries = groups.map((group, place) => el("li", { hidden: short && group.colour === "other" },
        this.entry(group, place, colours[group.colour])));
      if (minor > 2) entries.push(el("li", {}, this.widener(minor)));
      const held = this.buttons().indexOf(document.activeElement);
      this.legend.replaceChildren(...entries);
      if (held >= 0) this.buttons()[held]?.focus();
    }

    buttons() { return [...this.legend.querySelectorAll("button")]; }

    entry(group, place, colour) {
      const { map } = this;
      const onclick = () => {
        map.only = map.only === place ? -1 : place;
        this.tell(map.only < 0 ? "" : `${papers(group.papers)} stand out: ${group.label}.`);
        this.fill();
        map.schedule();
      };
      return el("button", { type: "button", "aria-pressed": String(map.only === place), onclick },
        el("span", { class: "field-swatch", style: `background:${colour}` }), group.label,
        el("span", { class: "field-count" }, count(group.papers)));
    }

    widener(minor) {
      const onclick = () => {
        this.wider = !this.wider;
        this.fill();
      };
      return el("button", { type: "button", "aria-expanded": String(this.wider), onclick },
        this.wider ? "Fewer" : `${minor} more, in grey`);
    }
  };
})(window.commonsField ||= {});
