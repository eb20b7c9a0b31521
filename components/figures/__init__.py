"""Figures as values: what each says, draws and lists, made of answers; without Streamlit and without SQL."""
