"""Axes from zero that end on a whole tick."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 5.0, 10.0)


def ticks(top: float, most: int = 5, least_step: float = 1.0) -> list[float]:
    """Ticks at round steps from zero to the first at or above ``top``, at most ``most`` steps of at least ``least_step``."""
    if top <= 0:
        return [0.0, least_step]
    size = 10.0 ** math.floor(math.log10(top / most))
    step = next(size * step for step in _STEPS if size * step * most >= top * (1 - 1e-9))
    step = max(step, least_step)
    count = max(1, math.ceil(top / step * (1 - 1e-9)))
    return [round(step * place, 9) for place in range(count + 1)]


def ticks_between(low: float, high: float, most: int = 5) -> list[float]:
    """Ticks at round steps from the last at or below ``low`` to the first at or above ``high``, in about ``most`` steps."""
    if high <= low:
        return ticks(high, most)
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (size * factor for factor in _STEPS):
        first, last = math.floor(low / step * (1 + 1e-9)), math.ceil(high / step * (1 - 1e-9))
        if last - first <= most:
            break
    return [round(step * place, 9) for place in range(first, last + 1)]
