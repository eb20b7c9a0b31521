"""Numbers and sentences, without Streamlit: how a figure is put into words."""
