"""Digests of files: read in chunks, several files at once, and remembered by size and time of change."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .folders import cache_folder

_CHUNK = 4 * 1024 * 1024
#: A file that changed so shortly ago may change again within the same tick of its clock: it is not remembered.
_SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file's content: `sha256:…` and its size in bytes."""

    digest: str
    size_bytes: int


def digest_files(paths: Sequence[Path]) -> list[FileDigest]:
    """Digest files, in their order.

    Raises `OSError` for one that cannot be read, and `ValueError` for what is no regular file, or changes meanwhile.
    """
    cache = _Cache()
    workers = max(1, min(8, os.cpu_count() or 1, len(paths)))
    with contextlib.closing(cache), ThreadPoolExecutor(workers, thread_name_prefix="pedigraph-digest") as pool:
        return list(pool.map(lambda path: _digest(path, cache), paths))


def _digest(path: Path, cache: _Cache) -> FileDigest:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError(f"Expected a file, but {path} is none.")
    known = cache.get(path, found)
    if known is not None:
        return FileDigest(known, found.st_size)
    hashed, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
            size += len(chunk)
        after = os.fstat(file.fileno())
    if (after.st_size, after.st_mtime_ns) != (found.st_size, found.st_mtime_ns) or size != found.st_size:
        raise ValueError(f"{path} changed while it was read: register it when nothing writes it any more.")
    digest = f"sha256:{hashed.hexdigest()}"
    cache.put(path, found, digest)
    return FileDigest(digest, size)


class _Cache:
    """What files had for digests, in the user's cache; without a place to write, nothing is remembered."""

    def __init__(self) -> None:
        self._database: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        with contextlib.suppress(OSError, sqlite3.Error):
            folder = cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(folder / "digests.sqlite", check_same_thread=False, timeout=2)
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS digest (path TEXT PRIMARY KEY, known TEXT NOT NULL, digest TEXT NOT NULL)"
            )

    def get(self, path: Path, found: os.stat_result) -> str | None:
        if self._database is None:
            return None
        with contextlib.suppress(sqlite3.Error), self._lock:
            row = self._database.execute(
                "SELECT digest FROM digest WHERE path = ? AND known = ?", (str(path.resolve()), _state(found))
            ).fetchone()
            return None if row is None else str(row[0])
        return None

    def put(self, path: Path, found: os.stat_result, digest: str) -> None:
        if self._database is None or time.time_ns() - found.st_mtime_ns < _SETTLED_NS:
            return
        with contextlib.suppress(sqlite3.Error), self._lock, self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO digest VALUES (?, ?, ?)", (str(path.resolve()), _state(found), digest)
            )

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


def _state(found: os.stat_result) -> str:
    # The inode's own time moves where a tool sets the other one back.
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
