"""What differs between versions of a model."""

from __future__ import annotations

from dataclasses import dataclass

from .._core import exchange
from .._core.html import row_table
from .._core.steps import Operation
from .._core.structure import number
from ..table import Table

_DOCUMENT = """query ($refs: [String!]!) {
  compareModelVersions(refs: $refs) {
    versions { ref } complete incompleteReason changes { ref part path before after }
    metrics { key values better } lineage { ref kind versions }
  }
}"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Versions beside the first of them."""

    refs: list[str]
    #: A row a difference: which version, in which part, at which path, before and after.
    changes: Table
    #: A row a metric, a column a version, and whether more or less of it is better.
    metrics: Table
    #: What not all of them rest on.
    lineage: Table
    complete: bool
    incomplete_reason: str | None

    def _repr_html_(self) -> str:
        tables = (self.changes, self.metrics, self.lineage)
        return "".join(row_table(table.columns, table.rows[:50], len(table) - 50) for table in tables)


def compare(*refs: str) -> Operation[Comparison]:
    """Compare 2 to 20 versions with the first: code, configuration, data, parameters, files, environment, metrics."""
    found = (yield from exchange.query(_DOCUMENT, {"refs": list(refs)}))["compareModelVersions"]
    names = [version["ref"] for version in found["versions"]]
    return Comparison(
        refs=names,
        changes=Table(found["changes"], ("ref", "part", "path", "before", "after")),
        metrics=Table(
            (
                {
                    "key": one["key"],
                    **dict(zip(names, map(number, one["values"]), strict=True)),
                    "better": one["better"],
                }
                for one in found["metrics"]
            ),
            ("key", *names, "better"),
        ),
        lineage=Table(found["lineage"] or (), ("ref", "kind", "versions")),
        complete=found["complete"],
        incomplete_reason=found["incompleteReason"],
    )
