"""A run that is logged from a training: what it measures is sent in the background."""

from __future__ import annotations

import atexit
import os
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, SupportsFloat

from ..capture.files import collect_files
from .background import LOGGER, Background
from .data import Data
from .records import END, INPUTS, PARAMETERS, TAGS, value_line
from .register import register_dataset
from .spool import Spool

if TYPE_CHECKING:
    from ..client import Client


class Run:
    """A run, open from the beginning of a `with` block to its end.

    Every `log_…` returns at once. What is logged is appended to a spool on disk and sent from there; where the server
    does not answer it stays there, the logger `pedigraph` says so, and it is sent as soon as it answers, by this
    process or by `client.send_spooled()` in another one.
    """

    def __init__(self, client: Client, spool: Spool, *, steps: Mapping[str, int], patience: float) -> None:
        """Take an open spool; `Client.run` makes it."""
        self.experiment: str = spool.run["input"]["experiment"]
        self.name: str = spool.run["input"]["name"]
        #: By which the server knows it, also before it has an id.
        self.external_id: str = spool.run["externalId"]
        self._client = client
        self._spool = spool
        self._background = Background(spool, client.call)
        self._next_step = dict(steps)
        self._patience = patience
        self._artifacts: list[dict[str, Any]] = []
        self._is_open = True
        # What was logged and not appended yet, where nobody ends the run before the interpreter ends.
        atexit.register(self._background.append_entries)

    @property
    def id(self) -> str:
        """The id of the run; the server has to have it, and it has to have ended."""
        if self._is_open:
            raise ValueError(f"Expected a run that has ended, but {self.name} is open: use it behind its with block.")
        if "id" not in self._spool.run or not self._spool.is_sent:
            raise ValueError(
                f"Expected a run that the server has, but {self.name} is still in {self._spool.folder}: send_spooled()."
            )
        return str(self._spool.run["id"])

    @property
    def run_id(self) -> str | None:
        """The id of the run, open or ended; None as long as the server does not know it."""
        return self._spool.run.get("id")

    def log_metrics(self, metrics: Mapping[str, SupportsFloat], step: int | None = None) -> None:
        """Log measured values; without a step, each is one step behind the one before of its key."""
        moment = time.time_ns()
        steps = self._next_step
        points = []
        for key, value in metrics.items():
            at = steps.get(key, 0) if step is None else step
            steps[key] = at + 1
            points.append((key, float(value), at))
        self._put((tuple(points), moment))

    def log_metric(self, key: str, value: SupportsFloat, step: int | None = None) -> None:
        """Log one measured value."""
        moment = time.time_ns()
        at = self._next_step.get(key, 0) if step is None else step
        self._next_step[key] = at + 1
        self._put((((key, float(value), at),), moment))

    def log_params(self, params: Mapping[str, Any]) -> None:
        """Log parameters; one that is logged already keeps its value, and another value is refused."""
        self._put(value_line(PARAMETERS, params))

    def set_tags(self, tags: Mapping[str, str]) -> None:
        """Set tags, also over others."""
        self._put(value_line(TAGS, {key: str(value) for key, value in tags.items()}))

    def log_input(self, data: str | Data, *, role: str = "TRAINING", columns: Sequence[str] | None = None) -> str:
        """Log that it reads a dataset version, by ref; `Data` is registered first, which waits for the server."""
        ref = data if isinstance(data, str) else self._client.call(register_dataset(data))
        used = {"ref": ref, "role": role if isinstance(data, str) else data.role}
        read = columns if isinstance(data, str) else data.columns
        self._put(value_line(INPUTS, [used if read is None else {**used, "columns": list(read)}]))
        return ref

    def log_artifact(self, path: str | os.PathLike[str], *, root: str | os.PathLike[str] = ".") -> None:
        """Pin a file or a folder that it made, by digest; it is sealed with the end of the run."""
        self._artifacts += collect_files(path, Path(root), None).inputs

    def flush(self) -> bool:
        """Wait until the server has all that was logged; False where it does not answer."""
        return self._background.flush(self._patience)

    def finish(self, status: str = "FINISHED") -> None:
        """End it: `FINISHED`, `FAILED` or `KILLED`. The end of a `with` block does it by itself."""
        if not self._is_open:
            return
        self._is_open = False
        end: dict[str, Any] = {"status": status, "endedAt": datetime.now(timezone.utc).isoformat()}
        if self._artifacts:
            end["artifacts"] = self._artifacts
        self._background.put(value_line(END, end))
        atexit.unregister(self._background.append_entries)
        if not self._background.close(self._patience):
            LOGGER.warning(
                "The run %s is not all sent: it is in %s, and client.send_spooled() or pedigraph-spool sends it.",
                self.name,
                self._spool.folder,
            )

    def _put(self, entry: Any) -> None:
        if not self._is_open:
            raise ValueError(f"Expected an open run, but {self.name} has ended.")
        self._background.put(entry)

    def __enter__(self) -> Run:
        """End it at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it by how the block ended."""
        is_killed = kind is not None and issubclass(kind, KeyboardInterrupt | SystemExit)
        self.finish("FINISHED" if kind is None else "KILLED" if is_killed else "FAILED")

    def __repr__(self) -> str:
        """Name it."""
        return f"<Run {self.name} of {self.experiment}: {'open' if self._is_open else 'ended'}>"
