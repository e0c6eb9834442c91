"""Data that is registered with what was made of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..capture.files import collect_files

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Data:
    """A dataset version to register: files with their digests, and what is known of their content.

    `frame` gives columns, types and the number of rows, where they are not given themselves.
    """

    dataset: str
    files: str | os.PathLike[str] | Iterable[Any] = ()
    role: str = "TRAINING"
    #: Columns that were read, where that is known.
    columns: Sequence[str] | None = None
    version: str | None = None
    schema: Sequence[Mapping[str, Any]] | None = None
    row_count: int | None = None
    license: str | None = None
    statistics: Mapping[str, Any] | None = None
    derived_from: Sequence[str] = ()
    description: str | None = None
    frame: pandas.DataFrame | None = field(default=None, repr=False, compare=False)

    def to_input(self, root: Path, store: str | None) -> dict[str, Any]:
        """Write it as `registerDatasetVersion` takes it."""
        schema, row_count = self.schema, self.row_count
        if self.frame is not None:
            schema = schema_of(self.frame) if schema is None else schema
            row_count = len(self.frame) if row_count is None else row_count
        given = {
            "dataset": self.dataset,
            "version": self.version,
            "files": collect_files(self.files, root, store).inputs,
            "schema": None if schema is None else [dict(column) for column in schema],
            "rowCount": row_count,
            "license": self.license,
            "statistics": self.statistics,
            "derivedFrom": list(self.derived_from) or None,
            "description": self.description,
        }
        return {key: value for key, value in given.items() if value is not None}


def schema_of(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    """Name the columns of a DataFrame with their types."""
    return [
        {"name": str(name), "type": str(kind), "nullable": bool(frame[name].isna().any())}
        for name, kind in frame.dtypes.items()
    ]
