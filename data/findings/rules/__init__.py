"""The rules: the statutory and cross-list rules, how full its columns are, and what was accepted."""
