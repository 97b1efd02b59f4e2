"""Points and polygons on the National Grid, in metres."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.outcomes import Bools


def inside_polygon(points: NDArray[np.float64], corners: Sequence[tuple[int, int]], buffer: float = 0.0) -> Bools:
    """Which points (2, k) lie inside, on the edge of, or within `buffer` metres of a polygon. NaN is outside."""
    x, y = points
    inside = np.zeros(x.shape, np.bool_)
    nearest = np.full(x.shape, np.inf)
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = ax + (y - ay) * (bx - ax) / ((by - ay) or 1)
        inside ^= crosses & (x < at)
        nearest = np.minimum(nearest, _to_segment(x, y, (ax, ay), (bx, by)))
    return inside | (nearest <= buffer + 1e-6)


def _to_segment(
    x: NDArray[np.float64], y: NDArray[np.float64], a: tuple[int, int], b: tuple[int, int]
) -> NDArray[np.float64]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / ((dx * dx + dy * dy) or 1)
    t = np.clip(along, 0, 1)
    distance: NDArray[np.float64] = np.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
    return distance
