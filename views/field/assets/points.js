// The points of the map, painted. They are written into a picture one by one: 100,000 take a frame's time without a
// graphics card, where WebGL in software took 400 ms.
((field) => {
  "use strict";
  const { bytes, el, mixed, packed } = field;

  /* A disc of a radius as the pixels that it covers, with how much of each, of 256. */
  function disc(radius) {
    const reach = Math.ceil(radius), cover = [];
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        let inside = 0;
        for (let part = 0; part < 16; part++) {
          const far = Math.hypot(x + ((part & 3) - 1.5) / 4, y + ((part >> 2) - 1.5) / 4);
          inside += far <= radius ? 16 : 0;
        }
        if (inside) cover.push([x, y, inside]);
      }
    }
    return { reach, cover };
  }

  field.Points = class {
    constructor(map) {
      this.map = map;
      this.canvas = el("canvas", { class: "field-points", "aria-hidden": "true" });
    }

    paint(theme) {
      const { reach, cover } = disc(Math.max(1, this.map.radius() * this.map.ratio));
      this.prepare(reach);
      this.pixels.fill(packed(theme.paper));
      const brush = {
        reach, offsets: Int32Array.from(cover, ([x, y]) => y * this.image.width + x),
        alphas: Uint16Array.from(cover, (one) => one[2]),
      };
      const { strong, faint } = this.colours(theme);
      if (this.map.choosy) {
        this.scatter(faint, false, brush);
        this.scatter(strong, true, brush);
      } else {
        this.scatter(strong, null, brush);
      }
      this.context.putImageData(this.image, -reach, -reach);
    }

    /* A picture with a margin, so that a disc at the edge needs no check. */
    prepare(reach) {
      const { canvas, map } = this, width = Math.round(map.width * map.ratio), height = Math.round(map.height * map.ratio);
      if (this.reach === reach && canvas.width === width && canvas.height === height) return;
      this.reach = reach;
      canvas.width = width;
      canvas.height = height;
      this.context = canvas.getContext("2d", { alpha: false });
      this.image = this.context.createImageData(width + 2 * reach, height + 2 * reach);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }

    colours(theme) {
      const { colouring, only } = this.map, palette = this.map.palette();
      const strong = colouring.groups.map((group) => packed(bytes(palette[group.colour])));
      const faint = colouring.groups.map((group) => packed(mixed(bytes(palette[group.colour]), theme.paper, 0.13)));
      if (only >= 0 && colouring.groups[only].colour === "other") strong[only] = packed(bytes(theme.accent));
      return { strong, faint };
    }

    /* Paints those that are lit, or those that are not, or all where `bright` is null. */
    scatter(colours, bright, { reach, offsets, alphas }) {
      const { map, pixels } = this, { baseX, baseY, ratio, size } = map, { k, x, y } = map.t, { of } = map.colouring;
      const { width, height } = this.image, right = width - reach, bottom = height - reach, many = offsets.length;
      for (let at = 0; at < size; at++) {
        const px = Math.round((k * baseX[at] + x) * ratio) + reach, py = Math.round((k * baseY[at] + y) * ratio) + reach;
        if (px < reach || py < reach || px >= right || py >= bottom) continue;
        if (bright !== null && map.lit(at) !== bright) continue;
        const start = py * width + px, colour = colours[of[at]], redBlue = colour & 0xff00ff, green = colour & 0xff00;
        for (let part = 0; part < many; part++) {
          const to = start + offsets[part], cover = alphas[part];
          if (cover === 256) {
            pixels[to] = colour;
          } else {
            const below = pixels[to], rest = 256 - cover;
            pixels[to] = 0xff000000 | ((((below & 0xff00ff) * rest + redBlue * cover) / 256) & 0xff00ff)
              | ((((below & 0xff00) * rest + green * cover) >>> 8) & 0xff00);
          }
        }
      }
    }
  };
})(window.commonsField ||= {});
