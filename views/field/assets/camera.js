// Which part of the map is seen. d3-zoom has the gestures.
((field) => {
  "use strict";
  const CLOSEST = 60; // how far in one can zoom
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  field.Camera = class {
    constructor(map) {
      this.map = map;
      this.zoom = d3.zoom().scaleExtent([1, CLOSEST]).clickDistance(6)
        .filter((event) => this.moves(event)).on("zoom", (event) => this.moved(event));
      this.surface = d3.select(map.points.canvas).call(this.zoom);
    }

    moves(event) {
      if (this.map.lasso.on) return event.type === "wheel" || (event.touches && event.touches.length > 1);
      return (!event.ctrlKey || event.type === "wheel") && !event.button;
    }

    moved(event) {
      this.map.t = event.transform;
      if (event.sourceEvent) this.map.card.point(-1);
      this.map.schedule();
      this.map.changed();
    }

    smoothly() { return this.surface.transition().duration(calm.matches ? 0 : 250); }
    scale(by) { this.smoothly().call(this.zoom.scaleBy, by); }
    shift(x, y) { this.surface.call(this.zoom.translateBy, x / this.map.t.k, y / this.map.t.k); }
    whole() { this.smoothly().call(this.zoom.transform, d3.zoomIdentity); }

    fit() {
      const { map } = this, { clientWidth: width, clientHeight: height } = map.stage;
      if (!width || (map.width === width && map.height === height)) return;
      const before = map.width && this.view();
      map.fit(width, height);
      this.zoom.extent([[0, 0], [width, height]]).translateExtent([[-width / 2, -height / 2], [width * 1.5, height * 1.5]]);
      if (before) this.look(before);
      map.schedule();
    }

    view() {
      const { t, width, height, unit, data } = this.map;
      if (t.k === 1 && !t.x && !t.y) return "";
      const [x, y] = t.invert([width / 2, height / 2]), far = unit * data.grain;
      return [(x - width / 2) / far, (height / 2 - y) / far, t.k].map((one) => one.toFixed(3)).join(",");
    }

    look(at) {
      const { width, height, unit, data } = this.map, [x, y, k] = (at || "0,0,1").split(",").map(Number);
      if (![x, y, k].every(Number.isFinite)) return;
      const far = unit * data.grain, close = Math.max(1, Math.min(CLOSEST, k));
      const middle = [width / 2 + x * far, height / 2 - y * far];
      const moved = d3.zoomIdentity.translate(width / 2 - close * middle[0], height / 2 - close * middle[1]).scale(close);
      this.surface.call(this.zoom.transform, moved);
    }
  };
})(window.commonsField ||= {});
