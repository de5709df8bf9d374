"""What the corpus says of the glossary: found when the index is built, kept in the home, never committed."""
