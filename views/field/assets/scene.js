// What all parts of the map share: its papers, which of them stand out, and where they are on the screen.
((field) => {
  "use strict";

  const furthest = (along) => along.reduce((most, one) => Math.max(most, Math.abs(one)), 1);

  field.Scene = class {
    constructor(data, options) {
      const posters = { id: "posters", label: `Posters of ${data.event}`, ids: data.posters.map((at) => data.ids[at]) };
      this.data = data;
      this.options = options;
      this.groups = [...(options.groups || []), posters].filter((group) => group.ids.length);
      this.row = new Map(data.ids.map((id, place) => [id, place]));
      this.size = data.ids.length;
      this.reach = { x: furthest(data.x), y: furthest(data.y) };
      this.baseX = new Float32Array(this.size);
      this.baseY = new Float32Array(this.size);
      Object.assign(this, { by: 0, only: -1, shown: new Set(), marked: new Set(), picked: null, pointed: -1 });
      Object.assign(this, { t: d3.zoomIdentity, width: 0, height: 0, ratio: 1, unit: 0 });
    }

    get colouring() { return this.data.by[this.by]; }
    get choosy() { return Boolean(this.picked) || this.only >= 0; }

    rows(ids) {
      return new Set([...ids].map((id) => this.row.get(id)).filter((at) => at !== undefined));
    }

    shines(at) { return this.only < 0 || this.colouring.of[at] === this.only; }
    lit(at) { return this.picked ? this.picked.has(at) : this.shines(at); }

    fit(width, height) {
      const { data, baseX, baseY } = this;
      const unit = Math.min((width / 2 - 20) / this.reach.x, (height / 2 - 20) / this.reach.y);
      for (let at = 0; at < this.size; at++) {
        baseX[at] = width / 2 + data.x[at] * unit;
        baseY[at] = height / 2 - data.y[at] * unit;
      }
      Object.assign(this, { width, height, unit, ratio: Math.min(window.devicePixelRatio || 1, 2) });
    }

    radius() {
      const still = Math.max(0.8, Math.min(3, Math.sqrt(this.width * this.height * 0.045 / this.size)));
      return still * Math.min(3, Math.sqrt(this.t.k));
    }

    seen(at) { return [this.t.applyX(this.baseX[at]), this.t.applyY(this.baseY[at])]; }

    nearest(x, y, within) {
      const { baseX, baseY, t } = this;
      let best = -1, least = within * within;
      for (let at = 0; at < this.size; at++) {
        const across = t.k * baseX[at] + t.x - x, up = t.k * baseY[at] + t.y - y, far = across * across + up * up;
        if (far < least && this.lit(at)) {
          least = far;
          best = at;
        }
      }
      return best;
    }
  };
})(window.commonsField ||= {});
