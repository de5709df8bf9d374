// Elements of a page, and how numbers are written on them.
((field) => {
  "use strict";

  const SHAPES = { list: "M9 2a7 7 0 1 0 .01 0z", likes: "M9 1l8 8-8 8-8-8z", posters: "M2.5 2.5h13v13h-13z" };

  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }

  function icon(path, box, className) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
    svg.setAttribute("aria-hidden", "true");
    if (className) svg.setAttribute("class", className);
    svg.append(line);
    return svg;
  }

  const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const papers = (number) => `${count(number)} ${number === 1 ? "paper" : "papers"}`;

  Object.assign(field, { SHAPES, el, icon, count, papers });
})(window.commonsField ||= {});
