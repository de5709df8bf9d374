"""The Streamlit entry: the server with the pages and the feeds. `streamlit run app.py`, or `commons serve`."""

import streamlit as st

from views import navigation, routes

app = st.App(__file__, routes=routes.routes())
navigation.run()
