"""The sections of the pack, a module each: its measures and the pages that show them."""
