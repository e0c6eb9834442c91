"""Registers a model version with all that it rests on, in one request: all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .._core import exchange
from .._core.steps import Operation, work
from .data import Data
from .prepare import Given, LoggedRun, Prepared, prepare
from .registration import Registration
from .values import plain

_BUMP = "bump { level reasons }"
_PREVIEW = f"""query ($input: RegisterModelVersionInput!) {{
  previewModelVersion(input: $input) {{ created ref version {_BUMP} verdict missing }} }}"""
_REGISTER = f"""mutation ($input: RegisterModelVersionInput!) {{ registerModelVersion(input: $input) {{
  created {_BUMP} modelVersion {{ ref version reproducibility {{ verdict missing }} }} }} }}"""
_DATASET = """mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { datasetVersion { ref } } }"""


def register(
    model: str,
    *,
    artifacts: str | os.PathLike[str] | Iterable[Any] = (),
    data: Sequence[str | Data] = (),
    run: LoggedRun | Mapping[str, Any] | str | None = None,
    config: Any = None,
    version: str | None = None,
    architecture: str | None = None,
    description: str | None = None,
    tags: Mapping[str, str] | None = None,
    command: str | None = None,
    parents: Sequence[str] = (),
    code: Mapping[str, Any] | bool = True,
    environment: Mapping[str, Any] | str | bool = True,
    root: str | os.PathLike[str] = ".",
    store: str | None = None,
    dry_run: bool = False,
    require_reproducible: bool = False,
) -> Operation[Registration]:
    """Register a version of a model, with data, environment and run; the same content again is the same version.

    `artifacts` are files, folders or globs below `root`, `data` refs or `Data`. `run` is one that was logged, its id,
    or a mapping (`experiment`, `name`, `parameters`, `metrics`) of one to register with the version. Code and build are
    those of Git and the CI system, the environment that of this interpreter, under `<namespace>/python`; both may be
    given, or left out with False. `command` is what makes the artifacts, and is used to rebuild. With `dry_run`, and
    with `require_reproducible` where it would not be, nothing is written.
    """
    given = Given(Path(root), store, artifacts, data, run, code, environment)
    prepared = yield from work(lambda: prepare(model, given))
    tagged = {**(tags or {}), **({"command": command} if command else {})}
    rest = {
        "model": model,
        "version": version,
        "architecture": architecture,
        "description": description,
        "config": None if config is None else plain(config),
        "tags": tagged or None,
        "parents": list(parents) or None,
    }
    full = {**{key: value for key, value in rest.items() if value is not None}, **prepared.input}
    if dry_run or require_reproducible:
        seen = (yield from exchange.query(_PREVIEW, {"input": full}))["previewModelVersion"]
        if dry_run or seen["verdict"] != "REPRODUCIBLE":
            return _registration(seen, seen, seen, prepared, written=False)
    # The same content again is the same version, so a lost answer may be asked for again.
    done = yield from exchange.mutate(_REGISTER, {"input": full}, safe_without_key=True)
    payload = done["registerModelVersion"]
    named = payload["modelVersion"]
    return _registration(payload, named, named["reproducibility"], prepared, written=True)


def register_dataset(data: Data, *, root: str | os.PathLike[str] = ".", store: str | None = None) -> Operation[str]:
    """Register a dataset version; the same content again is the same version. Return its ref."""
    given = yield from work(lambda: data.to_input(Path(root), store))
    done = yield from exchange.mutate(_DATASET, {"input": given}, safe_without_key=True)
    return str(done["registerDatasetVersion"]["datasetVersion"]["ref"])


def _registration(
    payload: Mapping[str, Any],
    named: Mapping[str, Any],
    judged: Mapping[str, Any],
    prepared: Prepared,
    *,
    written: bool,
) -> Registration:
    return Registration(
        ref=named["ref"],
        version=named["version"],
        created=payload["created"],
        written=written,
        bump=payload["bump"]["level"],
        reasons=payload["bump"]["reasons"],
        verdict=judged["verdict"],
        missing=judged["missing"],
        took=prepared.took,
        notes=prepared.notes,
    )
