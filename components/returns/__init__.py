"""The pages of returns: upload, checks, changes."""
