"""The whole site as plain files: for a hall's wifi, screen readers, search engines and the years after.

Start reading at `views.static.site`. One module a kind of page; nothing here imports Streamlit or knows participants.
"""
