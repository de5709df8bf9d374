/* The map of the field: points, names, gestures. Classic scripts, so that they also run on a page opened from disk;
   this one is the last: it puts the parts together and leaves `draw` alone behind.

   commonsField.draw(element, data, options) -> { highlight(ids), colour(by), show(ids of groups), look(view), redraw(), destroy() }

   data: what views/field/document.py writes. Options, all of them optional:
     by        id of the colouring at first
     groups    [{ id, label, ids }] of papers that can be made to stand out; posters of the event are added
     show      ids of the groups that stand out at first
     picked    ids of the papers that were picked before
     view      "x,y,zoom" that is seen at first
     href      (id of a paper) => address of its page
     onOpen    (id) => called when a paper is opened; by default its address is
     onLasso   (ids) => called with what was picked, and with nothing when it is let go
     onChange  ({ by, show, view }) => called when the reader changed one of them; empty is as at first */
(() => {
  "use strict";
  const { CLOSER, Camera, Card, Gestures, Labels, Lasso, Panel, Points, Scene, dark, el, icon, papers, themeOf } = window.commonsField;
  const ICONS = {
    in: "M5 12h14M12 5v14", out: "M5 12h14", all: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    lasso: "M12 4c5 0 8 2.500 8 5.500S17 15 12 15s-8-2-8-5.500S7 4 12 4zM7 14c-2 2 0 4 1 6",
  };
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");

  function tool(name, label, onclick) {
    return el("button", { type: "button", title: label, "aria-label": label, onclick }, icon(ICONS[name], 24));
  }

  class Field extends Scene {
    constructor(element, data, options) {
      super(data, options);
      this.element = element;
      this.points = new Points(this);
      this.labels = new Labels(this);
      this.card = new Card(this);
      this.lasso = new Lasso(this);
      this.panel = new Panel(this);
      this.furnish();
      this.root = el("div", { class: "field" }, this.stage, this.panel.side);
      element.replaceChildren(this.root);
      this.gestures = new Gestures(this);
      this.camera = new Camera(this);
      this.redraw = () => this.schedule();
      this.watching = new ResizeObserver(() => this.camera.fit());
      this.start();
    }

    furnish() {
      this.lassoButton = tool("lasso", "Pick papers by drawing around them", () => this.lasso.turn(!this.lasso.on));
      this.lassoButton.setAttribute("aria-pressed", "false");
      this.tools = el("div", { class: "field-tools" },
        tool("in", "Zoom in", () => this.camera.scale(CLOSER)), tool("out", "Zoom out", () => this.camera.scale(1 / CLOSER)),
        tool("all", "Show all of it", () => this.whole()), ...(this.options.onLasso ? [this.lassoButton] : []));
      this.stage = el("div", {
        class: "field-stage", tabindex: "0", role: "application", "aria-label":
        `Map of ${papers(this.size)}. Arrow keys move it and name the paper in the middle, Enter opens that paper, plus and `
        + "minus zoom, 0 shows all of it. The regions are listed as text below.",
      }, this.points.canvas, this.labels.canvas, this.card.box, this.tools);
    }

    start() {
      const { by, show, picked, view } = this.options;
      scheme.addEventListener("change", this.redraw);
      this.camera.fit();
      this.watching.observe(this.stage);
      this.panel.colour(by);
      this.panel.show(show || []);
      if (picked?.length) this.picked = this.rows(picked);
      if (view) this.camera.look(view);
      this.cancel();
      this.render();
      this.ready = true;
    }

    theme() { return themeOf(this.root); }
    palette() { return this.data.colours[dark(this.theme().paper) ? "dark" : "light"]; }

    schedule() {
      this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.render(); });
    }

    cancel() {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
    }

    render() {
      if (!this.width) return;
      const theme = this.theme();
      if (this.paper !== theme.css) {
        this.paper = theme.css;
        this.panel.fill();
      }
      this.points.paint(theme);
      this.labels.paint(theme);
    }

    whole() {
      this.lasso.turn(false);
      if (this.picked) this.lasso.choose([]);
      this.panel.tell("");
      this.camera.whole();
    }

    changed() {
      clearTimeout(this.later);
      if (!this.options.onChange || !this.ready) return;
      this.later = setTimeout(() => this.options.onChange(
        { by: this.by ? this.colouring.id : "", show: [...this.shown], view: this.camera.view() }), 250);
    }

    highlight(ids) {
      this.marked = this.rows(ids);
      this.schedule();
    }

    destroy() {
      this.watching.disconnect();
      scheme.removeEventListener("change", this.redraw);
      clearTimeout(this.later);
      this.cancel();
      this.element.replaceChildren();
    }
  }

  function draw(element, data, options = {}) {
    const map = new Field(element, data, options);
    return {
      highlight: (ids) => map.highlight(ids), colour: (by) => map.panel.colour(by), show: (ids) => map.panel.show(ids),
      look: (view) => map.camera.look(view), redraw: map.redraw, destroy: () => map.destroy(),
    };
  }

  window.commonsField = { draw };
})();
