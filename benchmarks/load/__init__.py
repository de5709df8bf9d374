"""Does it hold? Hundreds of open sessions over the protocol that a browser speaks, beside a bare Streamlit page."""
