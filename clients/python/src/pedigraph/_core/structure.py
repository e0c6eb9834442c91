"""Reads JSON of an answer into a dataclass: `createdAt` into `created_at`, moments, lists and parts by their types."""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

T = TypeVar("T")


def read(kind: type[T], value: Any) -> T:
    """Make a `kind` of a JSON object; fields that it does not have are passed over."""
    return kind(**{name: reader(value.get(key)) for name, key, reader in _fields_of(kind)})


def moment(text: str) -> datetime:
    """Read a moment of the API."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def iso(value: datetime | str | None) -> str | None:
    """Write a moment as the API reads it; one without a zone is of this machine's."""
    if isinstance(value, datetime):
        return value.astimezone().isoformat()
    return value


def number(value: Any) -> float | None:
    """Read a metric's value, which may be `"NaN"` or `"Infinity"`."""
    return None if value is None else float(value)


def metrics_by_key(pairs: list[dict[str, Any]] | None) -> dict[str, float]:
    """Read metrics by key."""
    return {pair["key"]: float(pair["value"]) for pair in pairs or [] if pair["value"] is not None}


def from_json(reader: Callable[[Any], Any], key: str | None = None) -> Any:
    """Make a field that is read in a way of its own."""
    return dataclasses.field(metadata={"reader": reader, "key": key})


Field = tuple[str, str, Callable[[Any], Any]]
_known: dict[type, tuple[Field, ...]] = {}


def _fields_of(kind: type) -> tuple[Field, ...]:
    """List name, key and reader of each field; found out once a class."""
    if kind not in _known:
        _known[kind] = _find_fields(kind)
    return _known[kind]


def _find_fields(kind: Any) -> tuple[Field, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        (
            field.name,
            field.metadata.get("key") or _camel(field.name),
            field.metadata.get("reader") or _reader_of(hints[field.name]),
        )
        for field in dataclasses.fields(kind)
        if field.init
    )


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def _reader_of(hint: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (one for one in arguments if one is not type(None))
        return _or_none(_reader_of(inner))
    if origin is tuple:
        item = _reader_of(arguments[0])
        return lambda values: tuple(item(value) for value in _nodes(values) if value is not None)
    if dataclasses.is_dataclass(hint):
        return functools.partial(read, typing.cast(type, hint))
    return moment if hint is datetime else _as_it_is


def _nodes(values: Any) -> list[Any]:
    """Take a list, or the nodes of a connection."""
    if values is None:
        return []
    return typing.cast("list[Any]", values["nodes"] if isinstance(values, dict) else values)


def _or_none(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else reader(value)


def _as_it_is(value: Any) -> Any:
    return value
