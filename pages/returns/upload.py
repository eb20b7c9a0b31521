"""Upload returns: what was read, what is wrong with it, and use it or not."""

from components.returns.upload import show_upload

show_upload()
