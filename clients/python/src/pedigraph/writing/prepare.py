"""What a registration takes of this machine: files are digested, Git, the CI system and the interpreter are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..capture.environment import read_environment
from ..capture.files import collect_files
from ..capture.provenance import Provenance, read_provenance
from .data import Data
from .values import metric_value, plain


class LoggedRun(Protocol):
    """A run of this client."""

    @property
    def id(self) -> str:
        """The id of a run that has ended; raises where it has not."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """What a registration is asked to take."""

    root: Path
    store: str | None
    artifacts: Any
    data: Sequence[str | Data]
    run: LoggedRun | Mapping[str, Any] | str | None
    code: Mapping[str, Any] | bool
    environment: Mapping[str, Any] | str | bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """The input of the registration as far as this machine tells it, and how it was found out."""

    input: dict[str, Any]
    took: dict[str, Any]
    notes: list[str]


def prepare(model: str, given: Given) -> Prepared:
    """Look at this machine: files are digested, Git and the interpreter are asked."""
    files = collect_files(given.artifacts, given.root, given.store)
    datasets = [one.to_input(given.root, given.store) for one in given.data if isinstance(one, Data)]
    pinned = [*files.paths, *(file["path"] for one in datasets for file in one["files"] if "digest" in file)]
    provenance = read_provenance(given.root, pinned) if given.code is True else Provenance(None, None)
    code = dict(given.code) if isinstance(given.code, Mapping) else provenance.code
    environment = given.environment
    if environment is True:
        namespace = model.rpartition("/")[0]
        environment = read_environment(f"{namespace}/python" if namespace else "python", code=given.root)
    parts: dict[str, Any] = {"datasets": datasets} if datasets else {}
    if isinstance(environment, Mapping):
        parts["environment"] = dict(environment)
    if isinstance(given.run, Mapping):
        parts["run"] = _run_input(given.run)
    full = {
        "code": code,
        "uncommitted": provenance.uncommitted or None,
        "artifacts": files.inputs,
        "datasets": [_use(one) for one in given.data] or None,
        "environment": environment if isinstance(environment, str) else None,
        "run": _run_id(given.run),
        "build": provenance.build,
        "parts": parts or None,
    }
    took = _took(files.inputs, datasets, code, environment, provenance)
    return Prepared({key: value for key, value in full.items() if value is not None}, took, provenance.notes)


def _use(one: str | Data) -> dict[str, Any]:
    if isinstance(one, str):
        if "@" not in one:
            raise ValueError(f"Expected data as a ref such as shop/orders@1.0.0, or as Data(…), but got {one!r}.")
        return {"ref": one}
    used = {"role": one.role, "ref": one.dataset}
    return used if one.columns is None else {**used, "columns": list(one.columns)}


def _run_id(run: LoggedRun | Mapping[str, Any] | str | None) -> str | None:
    if run is None or isinstance(run, Mapping | str):
        return run if isinstance(run, str) else None
    return run.id


def _run_input(run: Mapping[str, Any]) -> dict[str, Any]:
    values = run.get("metrics") or {}
    plainly = {
        "parameters": plain(run.get("parameters") or {}),
        "metrics": [{"key": key, "value": metric_value(float(value))} for key, value in values.items()],
    }
    return {**run, **plainly}


def _took(
    files: list[dict[str, Any]],
    datasets: list[dict[str, Any]],
    code: Mapping[str, Any] | None,
    environment: Mapping[str, Any] | str | bool,
    provenance: Provenance,
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "artifacts": [f"{file['path']} {file.get('digest', '')[:19]}…" for file in files],
        "data": [f"{one['dataset']}: {len(one['files'])} files" for one in datasets],
    }
    if code is not None:
        dirty = ", not all of it committed" if code.get("dirty") else ""
        described["code"] = f"{code.get('repository', '')} {code.get('commit', '')[:12]}{dirty}".strip()
    if isinstance(environment, Mapping):
        runtime = environment.get("runtime") or {}
        facts = (
            " ".join(map(str, runtime.values())),
            environment.get("os"),
            environment.get("hardware"),
            environment.get("image"),
            f"{len(environment.get('packages', ()))} packages",
        )
        described["environment"] = f"{environment.get('environment')}: {', '.join(filter(None, facts))}"
    if provenance.build is not None:
        described["build"] = " ".join(filter(None, (provenance.build.get(key) for key in ("system", "job", "url"))))
    return {key: value for key, value in described.items() if value}
