"""What draws with Streamlit: text, tables, charts and pages' addresses."""
