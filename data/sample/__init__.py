"""Demonstration returns: the December 2022 pack as a panel return, and an invented county over eight quarters."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

DECEMBER_2022_PACK = "december_2022_pack"
EXAMPLE_COUNTY = "example_county"
INVENTED_AUTHORITY = "Example county"
"""What the invented county's returns call their authority."""
DEMONSTRATION_FLAG = "--demonstration"
"""What the app is started with to open on the Example county."""


def returns_in(folder: str) -> list[tuple[str, bytes]]:
    """The workbooks of one demonstration: (file name, content), oldest first."""
    return [(path.name, path.read_bytes()) for path in sorted((HERE / folder).glob("*.xlsx"))]
