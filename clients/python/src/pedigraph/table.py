"""Rows with named columns, which become a DataFrame where pandas is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ._core.html import row_table

if TYPE_CHECKING:
    import pandas

_SHOWN = 20


class Table(Sequence[Mapping[str, Any]]):
    """A list of rows; each is a mapping from columns to values, None where it has none."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], columns: Iterable[str] | None = None) -> None:
        """Take rows as they are; without `columns`, those that they have, in the order in which they come."""
        self.rows = list(rows)
        self.columns = list(dict.fromkeys(key for row in self.rows for key in row) if columns is None else columns)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Table: ...

    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Table:
        """Give a row, or a table of some."""
        return Table(self.rows[index], self.columns) if isinstance(index, slice) else self.rows[index]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Give row after row."""
        return iter(self.rows)

    def column(self, name: str) -> list[Any]:
        """Give one column, in the order of the rows."""
        if name not in self.columns:
            raise KeyError(f"Expected one of the columns {', '.join(self.columns)}, but got {name!r}.")
        return [row.get(name) for row in self.rows]

    def to_frame(self) -> pandas.DataFrame:
        """Make a DataFrame; needs pandas (`pip install pedigraph[frames]`)."""
        try:
            import pandas
        except ImportError as error:
            raise ImportError("A DataFrame needs pandas: pip install 'pedigraph[frames]'.") from error
        return pandas.DataFrame({column: self.column(column) for column in self.columns}, columns=self.columns)

    def __repr__(self) -> str:
        """Say how many rows of which columns."""
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return row_table(self.columns, self.rows[:_SHOWN], len(self) - _SHOWN)
