"""The Streamlit entry: page config, navigation, run. `streamlit run app.py`, or `commons serve`."""

import streamlit as st

from views import brand, navigation

st.set_page_config(page_title=brand.NAME, page_icon=brand.ICON, layout="centered")
navigation.run()
