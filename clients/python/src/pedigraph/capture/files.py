"""The files that a registration names, by path, folder or glob, with their digests."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .digests import digest_files

#: What nobody means by a folder or by `**`: what Git keeps for itself, packages, and what Python compiles.
_LEFT_OUT = {".git", "node_modules", "__pycache__", ".ipynb_checkpoints"}


@dataclass(frozen=True, slots=True)
class Files:
    """Files as the API takes them."""

    inputs: list[dict[str, Any]]

    @property
    def paths(self) -> list[str]:
        """Their paths from the folder of the registration."""
        return [str(file["path"]) for file in self.inputs]


def collect_files(given: str | os.PathLike[str] | Iterable[Any], root: Path, store: str | None) -> Files:
    """Find files below `root` and digest them.

    Each of `given` is a file, a folder, a glob, or a mapping as the API takes it (`path`, and `uri`, `mediaType`,
    `digest`): of one that is not here the digest has to be given. `store` is the beginning of the URIs of what gives
    none, such as `s3://models/churn`; `file:` where left out. Raises `ValueError` for a path that leads out of `root`.
    """
    entries = [given] if isinstance(given, str | os.PathLike) else list(given)
    top = root.resolve()
    described = [one for entry in entries for one in _described(entry, top)]
    here = [one for one in described if (top / one["path"]).exists()]
    digests = dict(zip((one["path"] for one in here), digest_files([top / one["path"] for one in here]), strict=True))
    inputs = []
    for one in {one["path"]: one for one in described}.values():
        found = digests.get(one["path"])
        if found is None and "digest" not in one:
            raise ValueError(
                f"Expected {one['path']} to be a file in {root}, or to have a digest given: it is not there."
            )
        if found is not None and one.get("digest", found.digest) != found.digest:
            raise ValueError(f"Expected {one['path']} to have the digest {one['digest']}, but it has {found.digest}.")
        uri = one.get("uri") or (f"{store.rstrip('/')}/{one['path']}" if store else (top / one["path"]).as_uri())
        pinned = {} if found is None else {"digest": found.digest, "sizeBytes": found.size_bytes}
        inputs.append({**one, "uri": uri, **pinned})
    return Files(inputs)


def _described(entry: Any, top: Path) -> list[dict[str, Any]]:
    if isinstance(entry, dict):
        return [{**entry, "path": _inside(top, Path(entry["path"]))}]
    text = os.fspath(entry)
    path = top / text
    if path.is_dir():
        found = _below(path)
        if not found:
            raise ValueError(f"Expected files in the folder {text!r}, but it has none.")
        return [{"path": _inside(top, file)} for file in found]
    if not path.exists() and any(sign in text for sign in "*?["):
        found = sorted(file for file in top.glob(text) if file.is_file() and not _is_left_out(file, top))
        if not found:
            raise ValueError(f"Expected {text!r} to fit a file in {top}, but it fits none.")
        return [{"path": _inside(top, file)} for file in found]
    return [{"path": _inside(top, path)}]


def _below(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not _is_left_out(file, folder))


def _is_left_out(file: Path, top: Path) -> bool:
    return any(part in _LEFT_OUT for part in file.relative_to(top).parts)


def _inside(top: Path, path: Path) -> str:
    """Name a path from `top`; links are followed as far as they stay within it."""
    location = Path(os.path.normpath(top / path))
    if not location.is_relative_to(top) or not location.resolve().is_relative_to(top):
        raise ValueError(f"Expected a path within {top}, but {os.fspath(path)!r} leads out of it.")
    return location.relative_to(top).as_posix()
