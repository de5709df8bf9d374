"""The world in, papers out: sources, and the run that stores what they say."""
