"""The spool of a run: a file to which all that it logs is appended before it is sent.

What could not be sent stays, outlives the process, and is sent by the next one. `log` holds the lines, `sent` how many
of its bytes the server has, `run.json` the run, `refused` what the server will never take and why. A line that a dying
process wrote by half is cut off. The folder goes once everything is sent.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..capture.folders import state_folder
from .locks import FileLock
from .records import POINT

#: The most points that the API takes at once.
_POINTS = 1_000
_READ = 512 * 1024


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of one kind that are sent together, and where they stand in the log."""

    kind: bytes
    lines: list[bytes]
    start: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + sum(len(line) + 1 for line in self.lines)

    def halves(self) -> tuple[Batch, Batch]:
        """Split it, to find the line that is refused."""
        middle = len(self.lines) // 2
        first = Batch(self.kind, self.lines[:middle], self.start)
        return first, Batch(self.kind, self.lines[middle:], first.end)


class SpoolInUse(Exception):
    """Another process sends what is in it."""


class Spool:
    """One run's. A process at a time has it open; one thread appends, one reads."""

    def __init__(self, folder: Path) -> None:
        """Open it and lock it; raises `SpoolInUse`."""
        self.folder = folder
        self._lock = FileLock(folder / "lock")
        if not self._lock.acquire():
            raise SpoolInUse(str(folder))
        self.run: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
        self._log = open(folder / "log", "a+b", buffering=0)  # noqa: SIM115  It is open as long as the spool is.
        self.size = self._cut_torn_line()
        self.sent = min(self.size, _sent(folder))
        self.refused = 0

    @classmethod
    def create(cls, run: dict[str, Any]) -> Spool:
        """Make that of a new run; `run` is JSON and has `externalId` and `url`."""
        folder = spool_folder() / run["externalId"].rpartition(":")[2]
        folder.mkdir(parents=True, mode=0o700)
        _write_whole(folder / "run.json", json.dumps(run))
        return cls(folder)

    def note(self, **facts: Any) -> None:
        """Add to what is known of the run, such as its id."""
        self.run.update(facts)
        _write_whole(self.folder / "run.json", json.dumps(self.run))

    def append(self, text: str) -> None:
        """Add whole lines, all of them or, where the disk takes no more (`OSError`), none."""
        data = text.encode()
        left = memoryview(data)
        try:
            while left:
                left = left[self._log.write(left) :]
        except OSError:
            # Half of it would be there twice, once it is appended again.
            self._log.truncate(self.size)
            raise
        self.size += len(data)

    @property
    def is_sent(self) -> bool:
        """Whether the server has all of it."""
        return self.sent >= self.size

    def next_batch(self) -> Batch | None:
        """Read what is to be sent next; None where nothing is."""
        if self.is_sent:
            return None
        with open(self.folder / "log", "rb") as log:
            log.seek(self.sent)
            lines = log.read(_READ).split(b"\n")[:-1]
            if not lines:
                # A single line that is longer than what is read at once.
                log.seek(self.sent)
                lines = [log.readline()[:-1]]
        kind = lines[0][:1]
        count = 1
        if kind == POINT:
            while count < min(len(lines), _POINTS) and lines[count][:1] == POINT:
                count += 1
        return Batch(kind, lines[:count], self.sent)

    def mark_sent(self, batch: Batch) -> None:
        """Note that the server has it."""
        self.sent = batch.end
        _write_whole(self.folder / "sent", str(self.sent))

    def refuse(self, batch: Batch, reason: str) -> None:
        """Put aside what the server will never take."""
        with open(self.folder / "refused", "ab") as refused:
            for line in batch.lines:
                refused.write(json.dumps({"reason": reason, "line": line.decode()}).encode() + b"\n")
        self.refused += len(batch.lines)

    def close(self) -> None:
        """Close it; where all is sent and nothing was refused, remove it."""
        is_done = self.is_sent and self.run.get("ended", False) and not (self.folder / "refused").exists()
        self._log.close()
        self._lock.release()
        if is_done:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _cut_torn_line(self) -> int:
        size = self._log.seek(0, os.SEEK_END)
        while size > 0:
            start = max(0, size - 65_536)
            self._log.seek(start)
            found = self._log.read(size - start).rfind(b"\n")
            if found >= 0:
                size = start + found + 1
                break
            size = start
        self._log.truncate(size)
        return size


def spool_folder() -> Path:
    """Return the folder of all spools."""
    return state_folder() / "spool"


def left_over(url: str) -> Iterator[Path]:
    """List the spools of runs at this server that have not ended or are not all sent, the oldest first.

    Some may be in use.
    """
    found = []
    for described in spool_folder().glob("*/run.json"):
        with contextlib.suppress(OSError, ValueError):
            run, folder = json.loads(described.read_text("utf-8")), described.parent
            if run.get("url") == url and not (run.get("ended") and _sent(folder) >= (folder / "log").stat().st_size):
                found.append((described.stat().st_mtime_ns, folder))
    yield from (folder for _, folder in sorted(found))


def _sent(folder: Path) -> int:
    try:
        return int((folder / "sent").read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)
