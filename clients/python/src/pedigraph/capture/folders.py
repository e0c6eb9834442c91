"""Where the client writes on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder for what may be lost: `$XDG_CACHE_HOME/pedigraph`, on Windows in the user's local data."""
    return _below("XDG_CACHE_HOME", ".cache")


def state_folder() -> Path:
    """Return the folder for what must not be: `$PEDIGRAPH_STATE`, else `$XDG_STATE_HOME/pedigraph`."""
    given = os.environ.get("PEDIGRAPH_STATE")
    return Path(given) if given else _below("XDG_STATE_HOME", ".local/state")


def _below(variable: str, otherwise: str) -> Path:
    base = os.environ.get(variable) or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return (Path(base) if base else Path.home() / otherwise) / "pedigraph"
