"""The nouns, and where they are kept. Imports nothing else of this project."""
