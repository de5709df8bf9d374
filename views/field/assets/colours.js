// Colours: any that CSS knows, as numbers in the order of a picture's bytes.
((field) => {
  "use strict";

  const known = new Map();
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function bytes(colour) {
    if (!known.has(colour)) {
      probe.fillStyle = colour;
      probe.fillRect(0, 0, 1, 1);
      known.set(colour, probe.getImageData(0, 0, 1, 1).data);
    }
    return known.get(colour);
  }

  const packed = ([red, green, blue]) => (255 << 24) | (blue << 16) | (green << 8) | red;
  const mixed = (one, other, share) => [0, 1, 2].map((at) => Math.round(one[at] * share + other[at] * (1 - share)));
  const dark = ([red, green, blue]) => red * 0.3 + green * 0.59 + blue * 0.11 < 128;

  /* What the page around an element looks like. */
  function themeOf(element) {
    const style = getComputedStyle(element), css = style.getPropertyValue("--paper");
    return {
      css, paper: bytes(css.trim() || "white"), ink: style.getPropertyValue("--ink"),
      accent: style.getPropertyValue("--accent"), font: style.fontFamily,
    };
  }

  Object.assign(field, { bytes, packed, mixed, dark, themeOf });
})(window.commonsField ||= {});
