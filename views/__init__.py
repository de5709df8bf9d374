"""What people see: the pages of the app and the words of the command line. Only this package imports Streamlit."""
