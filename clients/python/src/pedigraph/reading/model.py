"""A model: who owns it, where its aliases point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .._core import exchange
from .._core.html import fact_table
from .._core.steps import Operation
from .._core.structure import from_json, iso, read
from ..table import Table
from .missing import refuse_unknown

_DOCUMENT = """query ($name: String!, $asOf: DateTime) {
  model(name: $name) {
    id name createdAt createdBy archivedAt displayName(asOf: $asOf) description(asOf: $asOf) owners(asOf: $asOf)
    tags(asOf: $asOf) aliases(asOf: $asOf) { name modelVersion { ref } } latest { ref } metricKeys parameterKeys
  }
}"""


@dataclass(frozen=True, slots=True)
class Model:
    """A registered model, now or at the moment asked for; its versions are listed by `versions`."""

    id: str
    name: str
    created_at: datetime
    created_by: str
    archived_at: datetime | None
    display_name: str
    description: str | None
    owners: list[str]
    tags: dict[str, str]
    #: Metrics and parameters that its versions have.
    metric_keys: list[str]
    parameter_keys: list[str]
    #: From each alias to the ref of the version that it points to.
    aliases: dict[str, str] = from_json(lambda found: {one["name"]: one["modelVersion"]["ref"] for one in found})
    #: The ref of the newest version; None where there is none.
    latest: str | None = from_json(lambda found: found and found["ref"])

    def __repr__(self) -> str:
        """Name it, with its aliases."""
        aliases = ", ".join(f"{alias} → {ref}" for alias, ref in self.aliases.items())
        return f"<Model {self.name}{': ' if aliases else ''}{aliases}>"

    def _repr_html_(self) -> str:
        facts = {
            "description": self.description,
            "owners": self.owners,
            "aliases": self.aliases,
            "latest": self.latest,
            "tags": self.tags,
            "metrics": self.metric_keys,
            "created": f"{self.created_at:%Y-%m-%d %H:%M} by {self.created_by}",
        }
        return fact_table(self.display_name, facts)


def model(name: str, *, as_of: datetime | str | None = None) -> Operation[Model]:
    """Read a model by its name; with `as_of` its aliases, owners, tags and description of that moment."""
    found = (yield from exchange.query(_DOCUMENT, {"name": name, "asOf": iso(as_of)}))["model"]
    if found is None:
        yield from refuse_unknown(f"{name}@latest", "MODEL_VERSION")
    return read(Model, found)


_PAGE = """query ($after: String, $namespace: String) {
  models(first: 100, after: $after, filter: { namespace: $namespace }) {
    nodes { name displayName createdAt createdBy owners aliases { name modelVersion { ref } } latest { ref } }
    pageInfo { hasNextPage endCursor }
  }
}"""


def models(namespace: str | None = None) -> Operation[Table]:
    """List the models, newest first; those of one namespace where it is given."""
    rows = []
    after = None
    while True:
        page = (yield from exchange.query(_PAGE, {"after": after, "namespace": namespace}))["models"]
        rows += [
            {
                "name": node["name"],
                "display_name": node["displayName"],
                "owners": ", ".join(node["owners"]),
                "aliases": {one["name"]: one["modelVersion"]["ref"] for one in node["aliases"]},
                "latest": node["latest"] and node["latest"]["ref"],
                "created_at": node["createdAt"],
                "created_by": node["createdBy"],
            }
            for node in page["nodes"]
        ]
        if not page["pageInfo"]["hasNextPage"]:
            return Table(rows)
        after = page["pageInfo"]["endCursor"]
