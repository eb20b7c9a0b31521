"""A figure as a value, and what is chosen of it: nothing here knows Streamlit."""
