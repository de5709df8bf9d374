"""Works as other people's tools read them: BibTeX, RIS, CSV. One file a format, each with `dump(works) -> str`."""
