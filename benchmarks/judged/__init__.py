"""Papers and queries that were judged by reading for this project."""
