// What pointers and keys do on the map.
((field) => {
  "use strict";
  const NEAREST = 14, NEAREST_TOUCH = 26; // pixels around a point that still mean it
  const CLOSER = 1.7;
  const STEPS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

  field.Gestures = class {
    constructor(map) {
      const { canvas } = map.points;
      this.map = map;
      this.touch = false;
      canvas.addEventListener("pointerdown", (event) => this.down(event));
      canvas.addEventListener("pointermove", (event) => this.move(event));
      canvas.addEventListener("pointerup", () => map.lasso.path && map.lasso.pick());
      canvas.addEventListener("pointercancel", () => map.lasso.stop());
      canvas.addEventListener("pointerleave", () => !map.card.pinned && map.card.point(-1));
      canvas.addEventListener("click", (event) => this.click(event));
      map.stage.addEventListener("keydown", (event) => this.key(event));
    }

    place(event) {
      const box = this.map.points.canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    }

    down(event) {
      const { lasso } = this.map;
      lasso.drawn = false;
      this.touch = event.pointerType === "touch";
      if (lasso.on) lasso.begin(event, this.place(event));
    }

    move(event) {
      const { card, lasso } = this.map;
      if (lasso.path) lasso.extend(this.place(event));
      else if (event.pointerType !== "touch" && !event.buttons && !lasso.on) {
        card.point(this.map.nearest(...this.place(event), NEAREST));
      }
    }

    click(event) {
      const { card, lasso } = this.map;
      if (lasso.on || lasso.drawn) return void (lasso.drawn = false); // the click that ends a lasso opens nothing
      const at = this.map.nearest(...this.place(event), this.touch ? NEAREST_TOUCH : NEAREST);
      if (at >= 0 && !this.touch) card.open(at, event.ctrlKey || event.metaKey);
      else card.point(at, at >= 0);
    }

    key(event) {
      if (event.target !== this.map.stage || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = STEPS[event.key], press = this.presses()[event.key];
      if (!step && !press) return;
      event.preventDefault();
      if (press) press();
      else this.step(step);
    }

    presses() {
      const { map } = this, { camera, card } = map;
      return {
        "+": () => camera.scale(CLOSER), "=": () => camera.scale(CLOSER), "-": () => camera.scale(1 / CLOSER),
        0: () => map.whole(),
        Escape: () => { card.point(-1); if (map.picked || map.lasso.on) map.whole(); },
        Enter: () => map.pointed >= 0 && card.open(map.pointed),
      };
    }

    step([x, y]) {
      const { map } = this, { data } = map;
      map.camera.shift(x, y);
      const at = map.nearest(map.width / 2, map.height / 2, Math.max(map.width, map.height));
      map.card.point(at);
      if (at >= 0) map.panel.tell(`${data.titles[at]}, ${data.bylines[at]}, ${data.years[at] || "year unknown"}`);
    }
  };

  field.CLOSER = CLOSER;
})(window.commonsField ||= {});
