"""Topics: which papers belong to each, and what a topic's page says. No Streamlit: the static twin uses it too."""
