"""A lock between processes that ends with whoever holds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class FileLock:
    """An advisory lock on a file."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made where it is not there."""
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take it; False where another process, or another part of this one, has it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give it back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
