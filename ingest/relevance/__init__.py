"""Is it mechanistic interpretability? Words read from ``words.toml``, weighed by ``weights.toml``, with a reason.

`words` reads, `features` counts, `vocabulary` hears what a paper sounds like, `judge` decides, `reasons` explains;
`train` learns the weights from judged papers (`judged`), `imitate` the vocabulary from papers that nobody judged, and
`evaluate` measures.
"""

from ingest.relevance.judge import Judge, is_mi

__all__ = ["Judge", "is_mi"]
