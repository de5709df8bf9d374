"""Names as BibTeX writes them: ``Family, Given``, so that no reader has to guess where the family name begins."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import (
    InvalidNameError,
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from catalogue.formats.latex import to_latex, to_text

SUFFIX = re.compile(r"(?P<name>.*[^\s,]),? (?P<suffix>(?:Jr|Sr)\.?|II|III|IV)")
ORGANISATION = re.compile(r"\b(team|group|lab|labs|consortium|collaboration|community|anthropic|openai|deepmind)\b")


def to_bibtex(name: str) -> str:
    """*name* as printed, in BibTeX's ``von Family, Suffix, Given``; organisations in braces."""
    latex = to_latex(name)
    parts = None if _is_whole(name) else _split(latex)
    return parts.merge_last_name_first if parts else f"{{{latex}}}"


def from_bibtex(names: str) -> list[str]:
    """Plain ``Given Family`` names of an author field; ``and others`` is left out."""
    printed = [parse_single_name_into_parts(name, strict=False) for name in split_multiple_persons_names(names)]
    plain = [to_text(parts.merge_first_name_first) for parts in printed]
    return [name for name in plain if name not in ("", "others")]


def family_first(name: str) -> str:
    """*name* in plain text as ``Family, Given``, or as it is where it has no such parts."""
    return to_text(to_bibtex(name))


def family(name: str) -> str:
    """The family name, with its particles, in plain text; the whole name of an organisation."""
    return family_first(name).partition(",")[0]


def _is_whole(name: str) -> bool:
    return bool(ORGANISATION.search(name.casefold()) or re.search(r"\sand\s|^and\s|\sand$", f" {name} "))


def _split(latex: str) -> NameParts | None:
    with_suffix = SUFFIX.fullmatch(latex)
    try:
        parts = parse_single_name_into_parts(with_suffix["name"] if with_suffix else latex)
    except InvalidNameError:
        return None
    if with_suffix:
        parts.jr = [with_suffix["suffix"]]
    return parts if parts.last else None
