"""What is new as a feed: an Atom document for the same address as the page, or for a file on another site."""

from __future__ import annotations

from urllib.parse import quote

from catalogue.formats import atom
from catalogue.formats.latex import to_plain
from glossary.lists import topics
from views import links, wording
from views.asked import Asked
from views.compose import Services
from views.news.find import DAYS, New, find

PAGE = "feed.xml"
"""The feed's address beside the pages."""

NAME = "Interp Commons"

MOST = 50
"""Papers in a feed: more than anybody reads of one, and little to send."""

SHOWN = 80
"""Characters of a question in the title of its feed."""


def params(asked: Asked, days: int) -> links.Params:
    """Return what the page and the feed have after the question mark."""
    return {**asked.params(), **({"days": str(days)} if days != DAYS[0] else {})}


def write(services: Services, asked: Asked, *, days: int, site: str, k: int = MOST) -> bytes:
    """Write the *k* papers closest to *asked*, the newest first, for readers who reach the app at *site*.

    Raises what `views.news.find.find` raises.
    """
    found = find(services, asked, days=days, k=k)
    said, root = params(asked, days), site.rstrip("/")
    newest_first = sorted(found.papers, key=lambda new: (new.work.submitted, new.work.id), reverse=True)
    return atom.dump(
        atom.Feed(
            title=f"{NAME}: {about(asked)}",
            subtitle="New papers on mechanistic interpretability, each with the reason why it is here.",
            author=NAME,
            url=f"{root}/{links.href(PAGE, said)}",
            page=f"{root}/{links.href('new', said)}",
            date=newest_first[0].work.submitted if newest_first else found.days.until,
            entries=tuple(_entry(new, root) for new in newest_first),
        )
    )


def about(asked: Asked) -> str:
    """Say in a few words what *asked* is after."""
    if asked.q:
        words = " ".join(asked.q.split())
        return words if len(words) <= SHOWN else f"{words[:SHOWN].rsplit(' ', 1)[0]} …"
    liked = len({*asked.more, asked.like} - {""})
    named = [topics()[one].label for one in asked.topic if one in topics()]
    return ", ".join([*named, *([f"like {wording.count(liked, 'paper')}"] if liked else [])]) or "new papers"


def _entry(new: New, root: str) -> atom.Entry:
    work = new.work
    page = f"{root}/{links.href('paper', {'id': work.id})}"
    return atom.Entry(
        id=f"tag:interp-commons,2026:{quote(work.id, safe=':/')}",
        title=to_plain(work.title),
        url=work.url or page,
        page=page,
        date=work.submitted,
        summary=_summary(new),
        authors=tuple(byline.name for byline in work.authors) or ("authors unknown",),
        categories=work.categories,
    )


def _summary(new: New) -> str:
    """Say why the paper is here, and quote the sentence that fits best."""
    why = new.hit.why
    reasons = [f"like “{to_plain(new.near.title)}”"] if new.near else []
    reasons += [": ".join(filter(None, reason)) for reason in wording.reasons(why, sharing=new.sharing)]
    said = "; ".join(reasons)
    quoted = f"“{why.sentence}”" if why.sentence else ""
    return " ".join(filter(None, [f"{said[:1].upper()}{said[1:]}." if said else "", quoted]))
