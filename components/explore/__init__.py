"""The pages for exploring."""
