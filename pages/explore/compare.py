"""Compare: any published measure, over ten years and among all authorities."""

from components.explore.compare import show_compare

show_compare()
