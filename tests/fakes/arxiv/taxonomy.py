"""arXiv's groups, archives and categories, and the OAI sets that they make."""

from __future__ import annotations

from functools import cache

GROUPS = {
    "cs": {
        "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL "
        "RO SC SD SE SI SY"
    },
    "econ": {"econ": "EM GN TH"},
    "eess": {"eess": "AS IV SP SY"},
    "math": {"math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST"},
    "physics": {
        "astro-ph": "CO EP GA HE IM SR",
        "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
        "gr-qc": "",
        "hep-ex": "",
        "hep-lat": "",
        "hep-ph": "",
        "hep-th": "",
        "math-ph": "",
        "nlin": "AO CD CG PS SI",
        "nucl-ex": "",
        "nucl-th": "",
        "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph "
        "geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
        "quant-ph": "",
    },
    "q-bio": {"q-bio": "BM CB GN MN NC OT PE QM SC TO"},
    "q-fin": {"q-fin": "CP EC GN MF PM PR RM ST TR"},
    "stat": {"stat": "AP CO ME ML OT TH"},
}
TWINS = (
    ("math.MP", "math-ph"),
    ("math.IT", "cs.IT"),
    ("math.ST", "stat.TH"),
    ("math.NA", "cs.NA"),
    ("eess.SY", "cs.SY"),
    ("econ.GN", "q-fin.EC"),
)
"""Pairs that are two names of one category."""

ALIASES = {one: other for pair in TWINS for one, other in (pair, pair[::-1])}
GROUP_OF = {archive: group for group, archives in GROUPS.items() for archive in archives}


@cache
def sets():
    """Return every set of the hierarchy: groups, then archives, then categories."""
    archives = [(group, archive, kinds) for group, all_of in GROUPS.items() for archive, kinds in all_of.items()]
    return (
        *GROUPS,
        *(f"{group}:{archive}" for group, archive, _ in archives),
        *(f"{group}:{archive}:{kind}" for group, archive, kinds in archives for kind in kinds.split()),
    )


@cache
def sets_of(categories):
    """Return the sets of a paper in *categories*, the one named most narrowly for each, cross-lists and twins too.

    >>> sets_of("cs.LG math.ST hep-th")
    ('cs:cs:LG', 'math:math:ST', 'stat:stat:TH', 'physics:hep-th')
    """
    named = [one for category in categories.split() for one in (category, ALIASES.get(category)) if one]
    return tuple(dict.fromkeys(_set(category) for category in named))


def is_in(categories, wanted):
    """Tell whether a paper in *categories* belongs to the set *wanted*."""
    return any(one == wanted or one.startswith(f"{wanted}:") for one in sets_of(categories))


def _set(category):
    archive = category.partition(".")[0]
    return f"{GROUP_OF.get(archive, archive)}:{category.replace('.', ':', 1)}"
