"""The Streamlit entry: the server with the pages and the feeds. `streamlit run app.py`, or `commons serve`."""

import streamlit as st

from views import navigation, routes
from views.operations import metrics, serving

app = st.App(__file__, routes=routes.routes(), lifespan=serving.lifespan, on_script_error=metrics.crashed)
navigation.run()
