"""Upload returns: what was read, what is wrong with it, and use it or not."""

from components.upload import show_upload

show_upload()
