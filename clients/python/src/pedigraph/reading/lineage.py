"""Lineage: what a thing was made from, and what was made from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .._core import exchange
from .._core.html import row_table
from .._core.steps import Operation
from .._core.structure import iso
from ..table import Table

if TYPE_CHECKING:
    import networkx
    import pandas

#: What a lineage is asked for, wherever it stands.
FIELDS = """root { id ref kind } complete incompleteReason redacted
    nodes { id ref kind depth createdAt } edges { from to fromId toId relation } pageInfo { hasNextPage endCursor }"""

_DOCUMENT = f"""query ($of: String!, $direction: LineageDirection!, $depth: Int!, $after: String,
  $kinds: [LineageKind!], $kind: LineageKind, $asOf: DateTime, $atLeast: JSONObject) {{
  lineage(of: $of, direction: $direction, depth: $depth, first: 1000, after: $after, kinds: $kinds, kind: $kind,
    asOf: $asOf, atLeast: $atLeast) {{ {FIELDS} }}
}}"""

_NODE_COLUMNS = ("id", "ref", "kind", "depth", "createdAt")
_EDGE_COLUMNS = ("from", "to", "relation", "fromId", "toId")


@dataclass(frozen=True, slots=True)
class Lineage:
    """Nodes and edges; an edge leads from what was made to what it was made from, as the API has it."""

    root: str
    #: False where there is more, and `incomplete_reason` says why.
    complete: bool
    incomplete_reason: str | None
    #: How many nodes the caller may not see.
    redacted: int
    nodes: Table
    edges: Table

    def to_frames(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Make a DataFrame of the nodes and one of the edges."""
        return self.nodes.to_frame(), self.edges.to_frame()

    def to_networkx(self) -> networkx.DiGraph[str]:
        """Make a graph whose nodes are named by their ids; needs networkx (`pip install pedigraph[graphs]`)."""
        try:
            import networkx
        except ImportError as error:
            raise ImportError("A graph needs networkx: pip install 'pedigraph[graphs]'.") from error
        graph: networkx.DiGraph[str] = networkx.DiGraph()
        for node in self.nodes:
            graph.add_node(node["id"], **{key: node[key] for key in _NODE_COLUMNS if key != "id"})
        for edge in self.edges:
            graph.add_edge(edge["fromId"], edge["toId"], relation=edge["relation"])
        return graph

    def _repr_html_(self) -> str:
        return row_table(("depth", "kind", "ref"), self.nodes.rows[:50], len(self.nodes) - 50)


def lineage(
    of: str,
    *,
    direction: str = "BOTH",
    depth: int = 10,
    kinds: list[str] | None = None,
    kind: str | None = None,
    as_of: datetime | str | None = None,
    at_least: dict[str, int] | None = None,
) -> Operation[Lineage]:
    """Walk the lineage of a ref, a column (`fraud/transactions@1.1.0#amount`) or an id, to its end.

    `direction` is `UPSTREAM` (what it was made from), `DOWNSTREAM` or `BOTH`; `kinds` returns nodes of these kinds
    alone; `kind` says what `of` is, where several things have that ref; `as_of` asks for what was recorded by then.
    """
    variables = {
        "of": of,
        "direction": direction.upper(),
        "depth": depth,
        "kinds": kinds,
        "kind": kind,
        "asOf": iso(as_of),
        "atLeast": at_least,
    }
    pages: list[dict[str, Any]] = []
    after = None
    while True:
        page = (yield from exchange.query(_DOCUMENT, {**variables, "after": after}))["lineage"]
        pages.append(page)
        if not page["pageInfo"]["hasNextPage"]:
            return joined(pages)
        after = page["pageInfo"]["endCursor"]


def joined(pages: list[dict[str, Any]]) -> Lineage:
    """Make one lineage of its pages, each node and edge once."""
    nodes = {node["id"]: node for page in pages for node in page["nodes"]}
    edges = {(edge["fromId"], edge["toId"], edge["relation"]): edge for page in pages for edge in page["edges"]}
    last = pages[-1]
    return Lineage(
        root=last["root"]["ref"],
        complete=last["complete"],
        incomplete_reason=last["incompleteReason"],
        redacted=last["redacted"],
        nodes=Table(nodes.values(), _NODE_COLUMNS),
        edges=Table(edges.values(), _EDGE_COLUMNS),
    )
