"""What rests on something: what breaks if it is bad, and who has to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._core import exchange
from .._core.html import row_table
from .._core.steps import Operation
from ..table import Table

_DOCUMENT = """query ($of: String!, $kind: LineageKind, $atLeast: JSONObject) {
  impact(of: $of, kind: $kind, atLeast: $atLeast) {
    root { ref kind } complete incompleteReason owners redactedModelVersions redactedDeployments
    modelVersions { ref status createdAt createdBy }
    deployments { target active startedAt endedAt owners modelVersion { ref } safeRollback { ref } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Impact:
    """What rests on one thing."""

    root: str
    owners: list[str]
    model_versions: Table
    #: Where they run or ran, and the version to go back to that does not rest on it.
    deployments: Table
    complete: bool
    incomplete_reason: str | None
    #: How many model versions and deployments the caller may not see.
    redacted: int

    def _repr_html_(self) -> str:
        tables = (self.model_versions, self.deployments)
        return "".join(row_table(table.columns, table.rows[:50], len(table) - 50) for table in tables)


def impact(of: str, *, kind: str | None = None, at_least: dict[str, int] | None = None) -> Operation[Impact]:
    """Find what rests on a dataset version, a column of it, a run, an environment version or a model version."""
    found = (yield from exchange.query(_DOCUMENT, {"of": of, "kind": kind, "atLeast": at_least}))["impact"]
    return Impact(
        root=found["root"]["ref"],
        owners=found["owners"],
        model_versions=Table(
            (one for one in found["modelVersions"] if one), ("ref", "status", "createdAt", "createdBy")
        ),
        deployments=Table(
            (_deployment(one) for one in found["deployments"]),
            ("target", "active", "model_version", "safe_rollback", "started_at", "ended_at", "owners"),
        ),
        complete=found["complete"],
        incomplete_reason=found["incompleteReason"],
        redacted=found["redactedModelVersions"] + found["redactedDeployments"],
    )


def _deployment(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "target": one["target"],
        "active": one["active"],
        "model_version": one["modelVersion"] and one["modelVersion"]["ref"],
        "safe_rollback": one["safeRollback"] and one["safeRollback"]["ref"],
        "started_at": one["startedAt"],
        "ended_at": one["endedAt"],
        "owners": ", ".join(one["owners"]),
    }
