"""What a notebook shows of an object: a table with a caption, everything in it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any


def fact_table(caption: str, facts: Mapping[str, Any]) -> str:
    """Show facts, a row each; what is not known is left out."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(name)}</th><td style='text-align:left'>{_cell(value)}</td></tr>"
        for name, value in facts.items()
        if value not in (None, "", (), [], {})
    )
    return f"<table><caption style='text-align:left'><b>{escape(caption)}</b></caption>{rows}</table>"


def row_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], more: int = 0) -> str:
    """Show rows under their columns."""
    head = "".join(f"<th style='text-align:left'>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left'>{_cell(row.get(column))}</td>" for column in columns) + "</tr>"
        for row in rows
    )
    foot = f"<p>and {more} more</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "<br>".join(f"{escape(str(key))} = {escape(_short(inner))}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "<br>".join(escape(_short(inner)) for inner in value)
    return escape(_short(value))


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
