"""How long the map of the field takes to appear, and how smoothly it moves, on a phone and with 100,000 papers.

    .venv/bin/python -m benchmarks.drawing [PAPERS ...]

In a real Chromium without a graphics card, over made-up maps (60 clouds, titles of usual length): at a phone's size
with the processor slowed down four times, as the developer tools do it, and at a laptop's size at full speed. First
draw is from the text of the data to the picture on the screen, in five new pages; a frame is one step of a zoom by
the wheel until the browser was ready for the next. CPU is what the page's process computed: on a phone four times
slower it takes four times as long, whatever else this machine does.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.browser.server import ARGUMENTS, chromium
from views.field import drawing
from views.field.colours import COLOURS, KINDS
from views.field.document import GRAIN

SIZES = (3_500, 100_000)
DEVICES: dict[str, tuple[dict[str, Any], int]] = {
    "phone, 4 times slower": (
        {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "has_touch": True, "is_mobile": True},
        4,
    ),
    "laptop": ({"viewport": {"width": 1440, "height": 900}}, 1),
}
STEPS, PAGES = 40, 5

_PAGE = """<!doctype html><meta name="viewport" content="width=device-width"><style>{style}</style>
<div id="map"></div><script>{script}</script><script src="{data}"></script><script>
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
window.first = async () => {{
  const start = performance.now(), data = JSON.parse(window.said);
  window.map = window.commonsField.draw(document.getElementById("map"), data, {{}});
  await painted();
  return performance.now() - start;
}};
window.frames = async (steps) => {{
  const stage = document.querySelector(".field-points"), box = stage.getBoundingClientRect(), took = [];
  for (let step = 0; step < steps; step++) {{
    const start = performance.now();
    stage.dispatchEvent(new WheelEvent("wheel", {{ deltaY: step < steps / 2 ? -60 : 60, bubbles: true, cancelable: true,
      clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, view: window }}));
    await painted();
    took.push(performance.now() - start);
  }}
  return took;
}};</script>"""


def main() -> None:
    """Print a line for each size and device."""
    sizes = [int(said) for said in sys.argv[1:]] or SIZES
    print(f"{'':>8}  {'':<22}{'first draw, ms':^26}{'frame, ms':^26}")
    print(f"{'papers':>8}  {'device':<22}{'median':>9}{'best':>8}{'CPU':>7}{'median':>11}{'p95':>7}{'CPU':>7}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for size in sizes:
            page = _page(Path(folder), size)
            for device in DEVICES:
                runs = [_measured(browser, page, device) for _ in range(PAGES)]
                print(f"{size:>8,}  {device:<22}{_said(runs)}")
        browser.close()


def _page(folder: Path, size: int) -> Path:
    data, page = folder / f"data-{size}.js", folder / f"map-{size}.html"
    data.write_text(f"window.said = {json.dumps(json.dumps(_document(size)))};", encoding="utf-8")
    page.write_text(_PAGE.format(style=drawing.style(), script=drawing.script(), data=data.name), encoding="utf-8")
    return page


def _document(size: int) -> dict[str, Any]:
    """Make up a map of *size* papers, as `views.field.document` would write it."""
    random = np.random.default_rng(0)
    centres = random.uniform(-0.8, 0.8, size=(60, 2))
    places = (centres[np.arange(size) % 60] + 0.06 * random.normal(size=(size, 2))).clip(-1, 1)
    groups = [{"label": name, "colour": name, "papers": size // len(KINDS)} for name in KINDS]
    region = {"concept": "", "papers": size // 60, "typical": []}
    return {
        "made": "",
        "grain": GRAIN,
        "ids": [f"arxiv:{number // 10_000:04}.{number:05}" for number in range(size)],
        "titles": [f"A title as long as titles usually are, which is about seventy letters {n}" for n in range(size)],
        "bylines": ["Somebody et al."] * size,
        "years": (2015 + np.arange(size) % 12).tolist(),
        "x": (places[:, 0] * GRAIN).astype(int).tolist(),
        "y": (places[:, 1] * GRAIN).astype(int).tolist(),
        "by": [{"id": "topic", "label": "Topic", "groups": groups, "of": (np.arange(size) % len(KINDS)).tolist()}],
        "colours": COLOURS,
        "regions": [
            region | {"name": f"region {n}", "level": n % 3, "x": round(x * GRAIN), "y": round(y * GRAIN)}
            for n, (x, y) in enumerate(centres.tolist())
        ],
        "event": "",
        "posters": [],
    }


class Run(NamedTuple):
    """What one page took, in milliseconds; CPU is what its process computed, however busy the machine was."""

    first: float
    first_cpu: float
    frames: list[float]
    frame_cpu: float


def _said(runs: list[Run]) -> str:
    first, frames = [run.first for run in runs], [one for run in runs for one in run.frames]
    first_cpu, frame_cpu = (np.median([getattr(run, name) for run in runs]) for name in ("first_cpu", "frame_cpu"))
    middle, late = np.percentile(frames, [50, 95])
    return f"{np.median(first):>9.0f}{min(first):>8.0f}{first_cpu:>7.0f}{middle:>11.0f}{late:>7.0f}{frame_cpu:>7.0f}"


def _measured(browser: Browser, page: Path, device: str) -> Run:
    options, slower = DEVICES[device]
    context = browser.new_context(**options)
    tab = context.new_page()
    tab.goto(page.as_uri())
    tools = context.new_cdp_session(tab)
    tools.send("Performance.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    start = _cpu(tools)
    first = tab.evaluate("first()")
    drawn = _cpu(tools)
    frames = tab.evaluate("(steps) => frames(steps)", STEPS)
    run = Run(first=first, first_cpu=drawn - start, frames=frames, frame_cpu=(_cpu(tools) - drawn) / STEPS)
    context.close()
    return run


def _cpu(tools: CDPSession) -> float:
    found = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return float(found["ProcessTime"]) * 1000


if __name__ == "__main__":
    main()
