"""What a run logs, a line each: a letter for its kind, and the JSON that is sent."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from .values import metric_json, plain

POINT, PARAMETERS, TAGS, INPUTS, END = b"m", b"p", b"t", b"i", b"e"


def point_lines(points: Iterable[tuple[str, float, int]], time_ns: int) -> str:
    """Write measured values of one moment, in milliseconds as the API stores it."""
    moment = _moment(time_ns // 1_000_000)
    return "".join(
        f'm{{"key":{_quoted(key)},"value":{metric_json(value)},"step":{int(step)},"timestamp":"{moment}"}}\n'
        for key, value, step in points
    )


def value_line(kind: bytes, value: Mapping[str, Any] | list[Any]) -> str:
    """Write parameters, tags, inputs or the end."""
    return f"{kind.decode()}{json.dumps(plain(value), allow_nan=False, separators=(',', ':'))}\n"


@functools.lru_cache(maxsize=4096)
def _quoted(key: object) -> str:
    return json.dumps(str(key))


@functools.lru_cache(maxsize=64)
def _moment(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
