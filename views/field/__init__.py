"""The map of the field: every paper a point, regions with names, and the drawing of both."""
