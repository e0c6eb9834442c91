"""The parts that answers are made of, as objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._core.structure import from_json, metrics_by_key


@dataclass(frozen=True, slots=True)
class Code:
    """A commit; `dirty` where not all of the code is in it."""

    commit: str
    repository: str | None
    path: str | None
    dirty: bool


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file, pinned by its digest where it has one."""

    path: str
    uri: str
    digest: str | None
    size_bytes: int | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """Data, sealed."""

    ref: str
    digest: str
    row_count: int | None
    license: str | None
    files: tuple[Artifact, ...]
    derived_from: tuple[DatasetRef, ...]


@dataclass(frozen=True, slots=True)
class DatasetRef:
    """A dataset version by its name alone."""

    ref: str


@dataclass(frozen=True, slots=True)
class DatasetUse:
    """What data was used for; without a version where the caller may not see it."""

    role: str
    dataset_version: DatasetVersion | None
    columns: list[str] | None


@dataclass(frozen=True, slots=True)
class Package:
    """A package; without a version it is not pinned."""

    manager: str
    name: str
    version: str | None


@dataclass(frozen=True, slots=True)
class Runtime:
    """What executes the code."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Environment:
    """Where it was made, sealed."""

    ref: str
    digest: str
    image: str | None
    os: str | None
    hardware: str | None
    seed: int | None
    runtime: Runtime | None
    packages: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The run that made it."""

    id: str
    name: str
    status: str
    started_at: datetime
    ended_at: datetime | None
    experiment: str = from_json(lambda value: value["name"])
    parameters: dict[str, Any] = from_json(dict)
    metrics: dict[str, float] = from_json(metrics_by_key)


@dataclass(frozen=True, slots=True)
class Reproducibility:
    """Whether it can be rebuilt, what is missing, and how."""

    verdict: str
    missing: list[str]
    recipe: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that points to a version, since when and by whom."""

    name: str
    valid_from: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a version runs or ran."""

    id: str
    target: str
    active: bool
    started_at: datetime
    ended_at: datetime | None
    actor: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved."""

    actor: str
    created_at: datetime
    comment: str | None


@dataclass(frozen=True, slots=True)
class Build:
    """The build of a CI system that registered it."""

    system: str
    build_id: str | None
    url: str | None
    job: str | None
    event: str | None
    git_ref: str | None
