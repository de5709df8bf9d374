"""A plan as one page of HTML: no request to anywhere, one sheet of paper, good on a phone without a net."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from views import wording
from views.people.plan import Day, Stop, notes, title

MIME = "text/html"

NAMED = 6
"""Of what there was no time for: the sheet is one."""

_STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#14181b, #e7e4da); --paper: light-dark(#fcfbf7, #14181b);
  --soft: light-dark(#5b6166, #a5a9a4); --line: light-dark(#dcd8cb, #363d42); --mark: light-dark(#0b5c5e, #7cc9bd); }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font: 600 1.5rem Georgia, serif; } h2 { margin: 1.2rem 0 0; font: 600 1.1rem Georgia, serif; }
p { margin: 0.2rem 0; } .soft { color: var(--soft); font-size: 0.9rem; }
ol, ul { margin: 0; padding: 0; list-style: none; }
li { display: grid; grid-template-columns: 3.6rem 1fr; gap: 0.8rem; padding: 0.45rem 0;
  border-top: 1px solid var(--line); break-inside: avoid; }
time { color: var(--mark); font-weight: 600; font-variant-numeric: tabular-nums; } .own { font-style: italic; }
@media print { :root { color-scheme: light; --paper: #fff; } @page { margin: 1.2cm; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.25; } li { padding: 0.22rem 0; }
  h1 { font-size: 14pt; } h2 { margin-top: 0.5rem; font-size: 11pt; } .soft { font-size: 8.5pt; } }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page may fetch nothing and run nothing, whatever a title says."""


def html(day: Day) -> str:
    """Write a day as a page of its own."""
    name = escape(f"My plan, {day.event}")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{name}</h1>",
            *_body(day),
            "</body></html>",
            "",
        ]
    )


def _body(day: Day) -> Iterator[str]:
    date, zones = "", {one.timezone.replace("_", " ") for one in day.sessions}
    yield f'<p class="soft">Local times, {escape(", ".join(sorted(zones)))}.</p>'
    for stop in day.stops:
        if stop.meeting.start[:10] != date:
            yield "</ol>" if date else ""
            date = stop.meeting.start[:10]
            yield f"<h2>{escape(wording.date(date))}</h2><ol>"
        yield _item(stop)
    yield "</ol>" if date else "<p>Nothing is planned.</p>"
    if left := [one.name or "Somebody" for one in day.people_left] + [work.title for work in day.posters_left]:
        yield "<h2>No time was left for</h2>"
        more = f"; and {len(left) - NAMED} more" if len(left) > NAMED else ""
        yield f'<p class="soft">{"; ".join(map(escape, left[:NAMED]))}{more}</p>'


def _item(stop: Stop) -> str:
    meeting = stop.meeting
    said = "".join(f'<p class="soft">{escape(line)}</p>' for line in notes(stop))
    kind = ' class="own"' if meeting.what == "own" else ""
    return (
        f"<li><div><time>{meeting.start[11:16]}</time><br>"
        f'<span class="soft">{meeting.end[11:16]}</span></div>'
        f'<div><p{kind}>{escape(title(stop))}</p><p class="soft">{escape(meeting.room)}</p>{said}</div></li>'
    )
