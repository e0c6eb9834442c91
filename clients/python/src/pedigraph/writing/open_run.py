"""Begins a run, or goes on with one."""

from __future__ import annotations

import getpass
import os
import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._core import exchange
from .._core.exchange import is_worth_repeating
from ..capture.provenance import read_provenance
from ..errors import NotFound, PedigraphError
from .deliver import start
from .run import Run
from .spool import Spool, spool_folder
from .values import plain

if TYPE_CHECKING:
    from ..client import Client


def open_run(
    client: Client,
    experiment: str,
    *,
    name: str | None = None,
    params: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
    environment: str | None = None,
    parent: str | None = None,
    code: Mapping[str, Any] | bool = True,
    root: str | os.PathLike[str] = ".",
    resume: str | None = None,
    patience: float = 30.0,
) -> Run:
    """Begin a run of an experiment, to be logged in a `with` block; it ends with the block.

    Where the server does not answer, the run begins all the same. `code` is that of Git in `root`, or given, or False.
    `resume` goes on with a run, by its id or `external_id`. At its end the run waits for the server as long as that
    takes something every `patience` seconds; what is left then stays on disk.
    """
    if resume is not None:
        return _resume_run(client, resume, patience)
    moment = datetime.now(timezone.utc)
    if code is True:
        code = read_provenance(Path(root)).code or False
    external = f"python:{uuid.uuid4()}"
    given = {
        "externalId": external,
        "experiment": experiment,
        "name": name or f"{moment:%Y-%m-%d %H:%M:%S}",
        "parameters": plain(dict(params)) if params else None,
        "tags": {key: str(value) for key, value in tags.items()} if tags else None,
        "environment": environment,
        "parent": parent,
        "code": dict(code) if isinstance(code, Mapping) else None,
        "user": _user(),
        # The server may hear of it later.
        "startedAt": moment.isoformat(),
    }
    started = {key: value for key, value in given.items() if value is not None}
    return _begin_run(
        client, Spool.create({"externalId": external, "url": client.settings.url, "input": started}), patience
    )


def _begin_run(client: Client, spool: Spool, patience: float) -> Run:
    """Start it, now or with the first thing that is sent."""
    try:
        start(spool, client.call)
    except PedigraphError as error:
        if not is_worth_repeating(error):
            spool.note(ended=True)
            spool.close()
            raise
    return Run(client, spool, steps={}, patience=patience)


_FOUND = """query ($id: ID!) { run(id: $id) {
  id name status externalId experiment { name } metrics(includeAfterEnd: true) { key step } } }"""
_RESUME = "mutation ($input: ResumeRunInput!) { resumeRun(input: $input) { run { id } } }"


def _resume_run(client: Client, run: str, patience: float) -> Run:
    """Go on with a run, by its id or its `external_id`: with what is left of it on this machine, open or ended.

    What is logged to a run that has ended is stored beside what is sealed.
    """
    left = spool_folder() / run.rpartition(":")[2]
    if run.startswith("python:") and (left / "run.json").exists():
        spool = Spool(left)
        if "id" not in spool.run:
            return Run(client, spool, steps={}, patience=patience)
        return Run(client, spool, steps=_steps(_find(client, spool.run["id"])), patience=patience)
    found = _find(client, run)
    after_end = found["status"] != "RUNNING"
    if after_end:
        client.call(exchange.mutate(_RESUME, {"input": {"run": found["id"]}}))
    described = {
        # Not the one by which it was started: other processes may have a spool of that.
        "externalId": f"python:{uuid.uuid4()}",
        "url": client.settings.url,
        "id": found["id"],
        "afterEnd": after_end,
        "input": {"experiment": found["experiment"]["name"], "name": found["name"]},
    }
    return Run(client, Spool.create(described), steps=_steps(found), patience=patience)


def _find(client: Client, id: str) -> dict[str, Any]:
    found: dict[str, Any] | None = client.call(exchange.query(_FOUND, {"id": id}))["run"]
    if found is None:
        raise NotFound(f"There is no run with the id {id}.")
    return found


def _steps(found: dict[str, Any]) -> dict[str, int]:
    return {metric["key"]: int(metric["step"]) + 1 for metric in found["metrics"]}


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
