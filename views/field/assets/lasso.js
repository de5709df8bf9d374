// Picking papers by drawing around them.
((field) => {
  "use strict";
  const { papers } = field;

  field.Lasso = class {
    constructor(map) {
      this.map = map;
      this.on = false;
      this.path = null;
    }

    turn(on) {
      const { map } = this;
      this.on = on;
      this.path = null;
      map.lassoButton.setAttribute("aria-pressed", String(on));
      map.points.canvas.classList.toggle("lasso", on);
      if (on) {
        map.card.point(-1);
        map.panel.tell("Draw around the papers that you want.");
      }
    }

    begin(event, [x, y]) {
      if (!event.isPrimary) { this.path = null; return; } // a second finger means to zoom
      this.map.points.canvas.setPointerCapture(event.pointerId);
      this.path = new Path2D();
      this.path.moveTo(x, y);
      this.bounds = [x, y, x, y];
    }

    extend([x, y]) {
      const [left, top, right, bottom] = this.bounds;
      this.path.lineTo(x, y);
      this.bounds = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      this.map.schedule();
    }

    stop() {
      this.path = null;
      this.map.schedule();
    }

    pick() {
      const { map, path } = this, { baseX, baseY, t } = map, [left, top, right, bottom] = this.bounds, found = [];
      const pen = map.points.canvas.getContext("2d");
      this.drawn = true;
      for (let at = 0; at < map.size; at++) {
        const x = t.k * baseX[at] + t.x, y = t.k * baseY[at] + t.y;
        if (x < left || x > right || y < top || y > bottom) continue;
        if (map.shines(at) && pen.isPointInPath(path, x, y)) found.push(at);
      }
      this.turn(false);
      this.choose(found);
    }

    choose(found) {
      const { data, options } = this.map;
      this.map.picked = found.length ? new Set(found) : null;
      this.map.panel.tell(
        found.length ? `${papers(found.length)} picked, and listed below.` : "Nothing picked: draw around some papers.");
      if (options.onLasso) options.onLasso(found.map((at) => data.ids[at]));
      this.map.schedule();
    }
  };
})(window.commonsField ||= {});
