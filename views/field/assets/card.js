// The paper that is pointed at: a card beside its point, and the way to its page.
((field) => {
  "use strict";
  const { el } = field;

  field.Card = class {
    constructor(map) {
      this.map = map;
      this.pinned = false;
      this.box = el("div", { class: "field-card", hidden: true });
    }

    point(at, pinned = false) {
      const { box, map } = this;
      if (at === map.pointed && pinned === this.pinned) return;
      map.pointed = at;
      this.pinned = pinned;
      map.points.canvas.classList.toggle("pointing", at >= 0 && !map.lasso.on);
      box.hidden = at < 0;
      box.classList.toggle("pinned", pinned);
      if (at >= 0) this.fill(at);
      map.schedule();
    }

    fill(at) {
      const { data, options } = this.map, by = data.by[0];
      const shown = [data.bylines[at], data.years[at] || "", by.groups[by.of[at]].label].filter(Boolean).join(" · ");
      this.box.replaceChildren(el("p", { class: "field-title" }, data.titles[at]), el("p", {}, shown));
      if (this.pinned && options.href) {
        const onclick = (event) => this.follow(event, at);
        this.box.append(el("a", { href: options.href(data.ids[at]), onclick }, "Open this paper"));
      }
      this.place(...this.map.seen(at));
    }

    place(x, y) {
      const { width, height } = this.map, { offsetWidth: wide, offsetHeight: high, style } = this.box;
      style.left = `${Math.max(4, Math.min(width - wide - 4, x - wide / 2))}px`;
      style.top = `${Math.max(4, y + 16 + high > height ? y - high - 12 : y + 16)}px`;
    }

    follow(event, at) {
      const { data, options } = this.map;
      if (event.ctrlKey || event.metaKey || event.shiftKey || !options.onOpen) return;
      event.preventDefault();
      options.onOpen(data.ids[at]);
    }

    open(at, elsewhere) {
      const { data, options } = this.map, id = data.ids[at], address = options.href && options.href(id);
      if (elsewhere && address) window.open(address, "_blank", "noopener");
      else if (options.onOpen) options.onOpen(id);
      else if (address) window.location.assign(address);
    }
  };
})(window.commonsField ||= {});
