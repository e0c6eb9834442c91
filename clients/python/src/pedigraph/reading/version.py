"""A model version with all that it rests on, and the versions of a model as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._core import exchange
from .._core.html import fact_table
from .._core.steps import Operation
from .._core.structure import from_json, iso, metrics_by_key, moment, read
from ..table import Table
from . import lineage as lineages
from .facts import (
    Alias,
    Approval,
    Artifact,
    Build,
    Code,
    DatasetRef,
    DatasetUse,
    Deployment,
    Environment,
    Reproducibility,
    RunSummary,
)
from .missing import refuse_unknown

_FILES = "{ path uri digest sizeBytes mediaType }"

_DOCUMENT = f"""query ($ref: String!, $asOf: DateTime) {{
  modelVersion(ref: $ref, asOf: $asOf) {{
    id ref version digest manifest createdAt createdBy architecture externalVersion config
    status(asOf: $asOf) description(asOf: $asOf) tags(asOf: $asOf) aliases(asOf: $asOf) {{ name validFrom actor }}
    code {{ commit repository path dirty }} artifacts {_FILES} bump {{ level reasons }}
    datasets {{ role columns datasetVersion {{ ref digest rowCount license files {_FILES} derivedFrom {{ ref }} }} }}
    environment {{ ref digest image os hardware seed runtime {{ name version }} packages {{ manager name version }} }}
    run {{ id name status startedAt endedAt experiment {{ name }} parameters metrics {{ key value }} }}
    reproducibility {{ verdict missing recipe }} build {{ system buildId url job event gitRef }} parents {{ ref }}
    approvals(asOf: $asOf) {{ actor createdAt comment }}
    deployments(activeAt: $asOf, first: 100) {{ nodes {{ id target active startedAt endedAt actor }} }}
    lineage(direction: UPSTREAM, first: 500, asOf: $asOf) {{ {lineages.FIELDS} }}
  }}
}}"""


@dataclass(frozen=True, slots=True)
class Version:
    """A model version: what is sealed, and what stands beside it now or at the moment asked for."""

    id: str
    ref: str
    version: str
    digest: str
    manifest: dict[str, Any]
    created_at: datetime
    created_by: str
    status: str
    description: str | None
    architecture: str | None
    #: Its number in the tool it came from.
    external_version: str | None
    config: Any
    tags: dict[str, str]
    aliases: tuple[Alias, ...]
    code: Code | None
    artifacts: tuple[Artifact, ...]
    datasets: tuple[DatasetUse, ...]
    environment: Environment | None
    run: RunSummary | None
    reproducibility: Reproducibility
    parents: tuple[DatasetRef, ...]
    approvals: tuple[Approval, ...]
    deployments: tuple[Deployment, ...]
    build: Build | None
    #: What it was made from; None for the moment until the catalog has read of it.
    lineage: lineages.Lineage | None = from_json(lambda value: None if value is None else lineages.joined([value]))

    @property
    def metrics(self) -> dict[str, float]:
        """The metrics of its run."""
        return {} if self.run is None else self.run.metrics

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of its run."""
        return {} if self.run is None else self.run.parameters

    def __repr__(self) -> str:
        """Name it, with status and verdict."""
        return f"<Version {self.ref}: {self.status}, {self.reproducibility.verdict}>"

    def _repr_html_(self) -> str:
        code, environment, run = self.code, self.environment, self.run
        facts = {
            "status": self.status,
            "aliases": [alias.name for alias in self.aliases],
            "verdict": [self.reproducibility.verdict, *self.reproducibility.missing],
            "code": code and f"{code.repository or ''} {code.commit}{' (dirty)' if code.dirty else ''}".strip(),
            "data": [f"{use.role.lower()}: {use.dataset_version.ref}" for use in self.datasets if use.dataset_version],
            "environment": environment and [environment.ref, f"{len(environment.packages)} packages"],
            "run": run and f"{run.experiment}: {run.name}",
            "parameters": self.parameters,
            "metrics": self.metrics,
            "artifacts": [artifact.path for artifact in self.artifacts],
            "deployments": [one.target for one in self.deployments if one.active],
            "digest": self.digest,
            "registered": f"{self.created_at:%Y-%m-%d %H:%M} by {self.created_by}",
        }
        return fact_table(self.ref, facts)


def version(ref: str, *, as_of: datetime | str | None = None) -> Operation[Version]:
    """Read a model version: `demo/churn@1.4.0`, `@production`, `@latest`, `@sha256:…`.

    With `as_of` as it was at that moment, and the version that the alias pointed to then. `NotFound` says which part of
    the ref is unknown.
    """
    found = (yield from exchange.query(_DOCUMENT, {"ref": ref, "asOf": iso(as_of)}))["modelVersion"]
    if found is None:
        yield from refuse_unknown(ref, "MODEL_VERSION")
    return read(Version, found)


_PAGE = """query ($model: String!, $after: String, $asOf: DateTime) {
  model(name: $model) {
    versions(first: 100, after: $after) {
      nodes {
        ref version createdAt createdBy architecture digest status(asOf: $asOf)
        aliases(asOf: $asOf) { name } reproducibility { verdict } code { commit dirty }
        run { parameters metrics { key value } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""


def versions(model: str, *, limit: int = 10_000, as_of: datetime | str | None = None) -> Operation[Table]:
    """List the versions of a model, newest first: a row each, metrics and parameters of its run in columns.

    The columns are named `metric.auc` and `parameter.depth`, as in a search. With `as_of` status and aliases are of
    that moment, and versions that were registered later are left out.
    """
    rows: list[dict[str, Any]] = []
    after, moment = None, iso(as_of)
    while len(rows) < limit:
        found = (yield from exchange.query(_PAGE, {"model": model, "after": after, "asOf": moment}))["model"]
        if found is None:
            yield from refuse_unknown(f"{model}@latest", "MODEL_VERSION")
        page = found["versions"]
        rows += [_row(node) for node in page["nodes"] if not _is_later(node, as_of)]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return Table(rows[:limit])


def _is_later(node: dict[str, Any], as_of: datetime | str | None) -> bool:
    if as_of is None:
        return False
    limit = as_of if isinstance(as_of, datetime) else moment(as_of)
    return moment(node["createdAt"]) > limit.astimezone()


def _row(node: dict[str, Any]) -> dict[str, Any]:
    run, code = node["run"] or {}, node["code"] or {}
    return {
        "ref": node["ref"],
        "version": node["version"],
        "status": node["status"],
        "aliases": ", ".join(alias["name"] for alias in node["aliases"]),
        "verdict": node["reproducibility"]["verdict"],
        "created_at": node["createdAt"],
        "created_by": node["createdBy"],
        "architecture": node["architecture"],
        "commit": code.get("commit"),
        "dirty": code.get("dirty"),
        "digest": node["digest"],
        **{f"metric.{key}": value for key, value in metrics_by_key(run.get("metrics")).items()},
        **{f"parameter.{key}": value for key, value in (run.get("parameters") or {}).items()},
    }
