"""The pages about the product."""
