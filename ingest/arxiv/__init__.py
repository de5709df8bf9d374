"""What arXiv says, in each of the shapes in which it says it. The routes to it are in ``ingest/sources/``."""
