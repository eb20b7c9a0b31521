"""Pack: the panel's summary of the quarter as Word, PDF and Excel."""

from components.pack.page import show_pack

show_pack()
