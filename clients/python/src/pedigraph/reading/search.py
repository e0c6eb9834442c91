"""Search over all kinds of things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import exchange
from .._core.steps import Operation
from ..table import Table

_PAGE = """query ($query: String!, $kinds: [SearchKind!], $first: Int!, $after: String, $orderBy: SearchOrder,
  $atLeast: JSONObject) {
  search(query: $query, kinds: $kinds, first: $first, after: $after, orderBy: $orderBy, atLeast: $atLeast) {
    totalCount countsAreCapped
    facets { field values { value count } }
    nodes {
      __typename
      ... on ModelVersion { id ref createdAt createdBy versionStatus: status }
      ... on DatasetVersion { id ref createdAt createdBy }
      ... on EnvironmentVersion { id ref createdAt createdBy }
      ... on Run { id ref name createdAt createdBy runStatus: status }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""


class Found(Table):
    """What a search found."""

    #: How many there are in all; at least so many where `counts_are_capped`.
    total_count: int
    counts_are_capped: bool
    #: From each facet to how many results have each of its values.
    facets: dict[str, dict[str, int]]

    def __repr__(self) -> str:
        """Say how many were found."""
        return f"<Found {self.total_count}{' or more' if self.counts_are_capped else ''}, {len(self)} of them here>"


def search(
    query: str,
    *,
    kinds: Sequence[str] | None = None,
    order_by: dict[str, str] | None = None,
    limit: int = 100,
    at_least: dict[str, int] | None = None,
) -> Operation[Found]:
    """Find model versions, runs, dataset and environment versions, by the grammar of docs/search.md.

    `order_by` is that of the API, such as `{"by": "METRIC", "metric": "auc"}`; `at_least` waits until the catalog has
    read what was written.
    """
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        variables = {
            "query": query,
            "kinds": kinds,
            "first": max(1, min(100, limit - len(rows))),
            "after": after,
            "orderBy": order_by,
            "atLeast": at_least,
        }
        page = (yield from exchange.query(_PAGE, variables))["search"]
        rows += [_row(node) for node in page["nodes"] if node]
        if not page["pageInfo"]["hasNextPage"] or len(rows) >= limit:
            break
        after = page["pageInfo"]["endCursor"]
    found = Found(rows, ("kind", "ref", "name", "status", "created_at", "created_by", "id"))
    found.total_count = page["totalCount"]
    found.counts_are_capped = page["countsAreCapped"]
    found.facets = {
        facet["field"]: {value["value"]: value["count"] for value in facet["values"]} for facet in page["facets"]
    }
    return found


def _row(node: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": node["__typename"],
        "ref": node["ref"],
        "name": node.get("name") or node["ref"].partition("@")[0],
        "status": node.get("versionStatus") or node.get("runStatus"),
        "created_at": node["createdAt"],
        "created_by": node["createdBy"],
        "id": node["id"],
    }
