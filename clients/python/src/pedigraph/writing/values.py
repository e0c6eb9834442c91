"""Values of Python as JSON of the API: what NumPy, paths and numbers beyond JSON become."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

#: Beyond it JSON's readers round whole numbers.
_LARGEST = 2**53


def plain(value: Any) -> Any:
    """Make JSON of a value: what it has no form for becomes the text that Python prints of it."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else metric_value(value)
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        return [plain(inner) for inner in items]
    # A scalar of NumPy, or of a tensor, as Python's own.
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "size", 1) == 1:
        return plain(item())
    return str(value)


def metric_value(value: float) -> float | str:
    """Write a metric's value: JSON has no word for a loss that diverged, the API has."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def metric_json(value: float) -> str:
    """Write the same as a text of JSON."""
    return repr(value) if math.isfinite(value) else json.dumps(metric_value(value))
