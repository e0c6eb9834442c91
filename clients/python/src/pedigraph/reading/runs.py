"""Runs by a search, and one run by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._core import exchange
from .._core.html import fact_table
from .._core.steps import Operation
from .._core.structure import from_json, metrics_by_key, read
from ..errors import NotFound
from ..table import Table
from .facts import Artifact, Code, DatasetUse

_PAGE = """query ($query: String!, $after: String, $orderBy: SearchOrder, $atLeast: JSONObject) {
  search(query: $query, kinds: [RUN], first: 100, after: $after, orderBy: $orderBy, atLeast: $atLeast) {
    nodes { ... on Run {
      id name status startedAt endedAt createdBy experiment { name } code { commit dirty } tags parameters
      metrics { key value }
    } }
    pageInfo { hasNextPage endCursor }
  }
}"""


def runs(
    query: str = "",
    *,
    columns: Sequence[str] | None = None,
    order_by_metric: str | None = None,
    limit: int = 10_000,
    at_least: dict[str, int] | None = None,
) -> Operation[Table]:
    """List runs that a search finds (docs/search.md): `experiment:churn/baseline metric.auc > 0.9`, newest first.

    A row each, with `metric.…`, `parameter.…` and `tag.…` in columns; `columns` names those that are wanted, in their
    order. `order_by_metric` puts the greatest last value first. Read page by page, `limit` rows at most.
    """
    order = None if order_by_metric is None else {"by": "METRIC", "metric": order_by_metric}
    rows: list[dict[str, Any]] = []
    after = None
    while len(rows) < limit:
        variables = {"query": query, "after": after, "orderBy": order, "atLeast": at_least}
        page = (yield from exchange.query(_PAGE, variables))["search"]
        rows += [_row(node) for node in page["nodes"] if node]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return Table(rows[:limit], columns)


def _row(node: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": node["id"],
        "name": node["name"],
        "experiment": node["experiment"]["name"],
        "status": node["status"],
        "started_at": node["startedAt"],
        "ended_at": node["endedAt"],
        "created_by": node["createdBy"],
        "commit": (node["code"] or {}).get("commit"),
        **{f"metric.{key}": value for key, value in metrics_by_key(node["metrics"]).items()},
        **{f"parameter.{key}": value for key, value in node["parameters"].items()},
        **{f"tag.{key}": value for key, value in node["tags"].items()},
    }


_ONE = """query ($id: ID!) { run(id: $id) {
  id ref name status startedAt endedAt createdBy digest experiment { name } tags parameters metrics { key value }
  code { commit repository path dirty } environment { ref } artifacts { path uri digest sizeBytes mediaType }
  inputs { role columns datasetVersion { ref digest rowCount license files { path uri digest sizeBytes mediaType }
    derivedFrom { ref } } }
} }"""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run as it is recorded."""

    id: str
    ref: str
    name: str
    status: str
    started_at: datetime
    ended_at: datetime | None
    created_by: str
    #: None while it is open.
    digest: str | None
    tags: dict[str, str]
    parameters: dict[str, Any]
    code: Code | None
    artifacts: tuple[Artifact, ...]
    inputs: tuple[DatasetUse, ...]
    experiment: str = from_json(lambda value: value["name"])
    environment: str | None = from_json(lambda value: value and value["ref"])
    metrics: dict[str, float] = from_json(metrics_by_key)

    def _repr_html_(self) -> str:
        facts = {
            "experiment": self.experiment,
            "status": self.status,
            "parameters": self.parameters,
            "metrics": self.metrics,
            "inputs": [use.dataset_version.ref for use in self.inputs if use.dataset_version],
            "code": self.code and self.code.commit,
            "environment": self.environment,
            "tags": self.tags,
            "started": f"{self.started_at:%Y-%m-%d %H:%M} by {self.created_by}",
        }
        return fact_table(self.name, facts)


def read_run(id: str) -> Operation[RunFacts]:
    """Read a run by its id."""
    found = (yield from exchange.query(_ONE, {"id": id}))["run"]
    if found is None:
        raise NotFound(f"There is no run with the id {id}.")
    return read(RunFacts, found)


_SERIES = """query ($runs: [ID!]!, $keys: [String!]!, $points: Int!) {
  metricSeries(runs: $runs, keys: $keys, points: $points) { run total points { value step timestamp } }
}"""
#: The API's limit of runs a request.
_RUNS_A_REQUEST = 50


def metric_series(runs: Sequence[str], key: str, *, points: int = 200) -> Operation[Table]:
    """Read one metric of several runs, side by side: a row a point, with the run's id, step and moment.

    The server thins a long series out to `points` (4 to 2,000) so that its curve stays the same to the eye.
    """
    ids = [runs] if isinstance(runs, str) else list(runs)
    rows: list[dict[str, Any]] = []
    for start in range(0, len(ids), _RUNS_A_REQUEST):
        variables = {"runs": ids[start : start + _RUNS_A_REQUEST], "keys": [key], "points": points}
        for series in (yield from exchange.query(_SERIES, variables))["metricSeries"]:
            rows += [
                {
                    "run": series["run"],
                    "key": key,
                    "step": point["step"],
                    "timestamp": point["timestamp"],
                    "value": float(point["value"]),
                }
                for point in series["points"]
            ]
    return Table(rows, ("run", "key", "step", "timestamp", "value"))
