"""Authors: bylines taken for persons, as bibliographic facts."""
