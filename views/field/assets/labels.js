// What is drawn above the points: names of regions, marks around papers that stand out, and the lasso.
((field) => {
  "use strict";
  const { SHAPES, el } = field;
  const LEVELS = [1, 1.7, 3.6]; // zoom from which on the names of a level are drawn
  const FONTS = ["600 15px", "600 13px", "12.5px"];

  field.Labels = class {
    constructor(map) {
      this.map = map;
      this.canvas = el("canvas", { class: "field-names", "aria-hidden": "true" });
    }

    paint(theme) {
      const { canvas, map } = this;
      canvas.width = Math.round(map.width * map.ratio);
      canvas.height = Math.round(map.height * map.ratio);
      const pen = canvas.getContext("2d");
      pen.scale(map.ratio, map.ratio);
      this.ring(pen, theme);
      this.name(pen, theme);
      if (map.lasso.path) this.outline(pen, theme);
    }

    rings() {
      const { map } = this, rings = new Map([...map.marked].map((at) => [at, "list"]));
      for (const group of map.groups.filter((one) => map.shown.has(one.id))) {
        for (const at of map.rows(group.ids)) rings.set(at, group.id);
      }
      if (map.pointed >= 0) rings.set(map.pointed, "list");
      return rings;
    }

    ring(pen, theme) {
      const big = Math.max(3.5, this.map.radius() + 2.5) / 7;
      const shapes = Object.fromEntries(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));
      for (const [at, shape] of this.rings()) {
        pen.save();
        pen.translate(...this.map.seen(at));
        pen.scale(big, big);
        pen.translate(-9, -9);
        for (const [colour, width] of [[theme.css, 3.6], [theme.ink, 1.6]]) {
          pen.strokeStyle = colour;
          pen.lineWidth = width / big;
          pen.stroke(shapes[shape] || shapes.list);
        }
        pen.restore();
      }
    }

    name(pen, theme) {
      const { data, t, tools } = this.map;
      const taken = [[tools.offsetLeft + tools.offsetWidth / 2, tools.offsetTop + 19, tools.offsetWidth / 2]];
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      for (const region of data.regions) {
        if (t.k < LEVELS[region.level]) continue;
        pen.font = `${FONTS[region.level]} ${theme.font}`;
        const place = this.room(region, pen, theme, taken);
        if (!place) continue;
        taken.push(place);
        this.write(region.name, place, pen, theme);
      }
    }

    /* Where the name of a region fits beside those that are there: middle, height, half its width. */
    room(region, pen, theme, taken) {
      const { t, width, height, unit } = this.map;
      const x = t.applyX(width / 2 + region.x * unit), y = t.applyY(height / 2 - region.y * unit);
      region.wide ??= {};
      const half = (region.wide[theme.font] ??= pen.measureText(region.name).width) / 2 + 4;
      const at = Math.max(half, Math.min(width - half, x));
      if (y < 8 || y > height - 8 || Math.abs(at - x) > half) return null;
      const meets = ([left, top, wide], place) => Math.abs(left - at) < wide + half && Math.abs(top - y) < (place ? 19 : 34);
      return taken.some(meets) ? null : [at, y, half];
    }

    write(name, [x, y], pen, theme) {
      pen.globalAlpha = 0.85;
      pen.strokeStyle = theme.css;
      pen.lineWidth = 4;
      pen.strokeText(name, x, y);
      pen.globalAlpha = 1;
      pen.fillStyle = theme.ink;
      pen.fillText(name, x, y);
    }

    outline(pen, theme) {
      const { path } = this.map.lasso;
      pen.strokeStyle = theme.accent;
      pen.fillStyle = theme.accent;
      pen.lineWidth = 2;
      pen.stroke(path);
      pen.globalAlpha = 0.12;
      pen.fill(path);
      pen.globalAlpha = 1;
    }
  };
})(window.commonsField ||= {});
