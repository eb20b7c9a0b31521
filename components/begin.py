"""What begins when the app is first opened, while the rest of it is still being imported."""

from __future__ import annotations

import sys

from data.returns.opening import READERS
from data.sample import DEMONSTRATION_FLAG, EXAMPLE_COUNTY, read_ahead

READERS.start_ahead()
if DEMONSTRATION_FLAG in sys.argv:
    read_ahead(EXAMPLE_COUNTY)
