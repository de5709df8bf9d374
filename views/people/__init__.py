"""People as pages and commands see them: profiles, suggestions, posters, plans."""
