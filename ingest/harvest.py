"""The sources that run unattended, as the settings name them."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from catalogue.errors import SettingsError
from catalogue.settings import Settings
from ingest import sources
from ingest.sources import Source


def configured(settings: Settings, only: Sequence[str] = ()) -> list[Source]:
    """Open the sources of ``settings.harvest``, or those of them that *only* names.

    Raises:
        SettingsError: There is no such source, or it lacks its argument, or *only* names one that is not configured.
    """
    words = settings.harvest.split()
    if not words:
        raise SettingsError("COMMONS_HARVEST names no source", f"Name some of: {', '.join(sources.names())}")
    names = [word.partition(":")[0] for word in words]
    if strangers := [name for name in only if name not in names]:
        raise SettingsError(
            f"{strangers[0]} is not among the harvested sources ({settings.harvest})", "Add it to COMMONS_HARVEST"
        )
    return [_open(word, settings) for word, name in zip(words, names, strict=True) if not only or name in only]


def _open(word: str, settings: Settings) -> Source:
    name, _, argument = word.partition(":")
    if name not in sources.names():
        raise SettingsError(
            f"COMMONS_HARVEST names {name}, which is no source", f"Name some of: {', '.join(sources.names())}"
        )
    needed = [
        parameter
        for parameter in inspect.signature(sources.opener(name), eval_str=True).parameters.values()
        if parameter.default is parameter.empty and parameter.name != "settings"
    ]
    if len(needed) != bool(argument):
        example = f"{name}:{needed[0].name.upper()}" if needed else name
        raise SettingsError(f"COMMONS_HARVEST has {word!r}", f"Write it as {example}")
    return sources.open_source(name, settings, {one.name: one.annotation(argument) for one in needed})
