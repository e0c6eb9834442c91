"""The environment that this interpreter is: its packages, Python, system, accelerators and container."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname


def read_environment(name: str, *, code: Path | None = None, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Describe the running interpreter as `registerEnvironmentVersion` takes it; the same one is the same version.

    A package that is installed from the folder of the `code` is the code itself, which its commit pins: it is left out.
    """
    variables = os.environ if env is None else env
    described: dict[str, Any] = {
        "environment": name,
        "image": _image(variables),
        "runtime": {"name": platform.python_implementation().lower(), "version": platform.python_version()},
        "os": _system(),
        "packages": _packages(code),
        "hardware": _accelerators(),
    }
    return {key: value for key, value in described.items() if value is not None}


def _packages(code: Path | None) -> list[dict[str, str]]:
    """List what is installed; what does not come from an index (Git, a URL, a folder) is not pinned by its version."""
    found: dict[str, dict[str, str]] = {}
    for distribution in metadata.distributions():
        name, origin = distribution.metadata["Name"], _origin_of(distribution)
        if not name or (code is not None and origin is not None and _lies_in(origin, code)):
            continue
        pinned = {"version": distribution.version} if origin is None else {}
        # The first on the path is what is imported.
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), {"manager": "pip", "name": name, **pinned})
    return [found[key] for key in sorted(found)]


def _origin_of(distribution: metadata.Distribution) -> str | None:
    """Return the URL that pip noted where it did not come from an index. Source: PEP 610."""
    text = distribution.read_text("direct_url.json")
    if text is None:
        return None
    try:
        return str(json.loads(text)["url"])
    except (ValueError, KeyError, TypeError):
        return "unknown:"


def _lies_in(origin: str, code: Path) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "file" and Path(url2pathname(parts.path)).resolve().is_relative_to(code.resolve())


def _system() -> str:
    machine = platform.machine()
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME")
    except OSError:
        name = None
    return f"{name or f'{platform.system()} {platform.release()}'}, {machine}"


def _accelerators() -> str | None:
    """Name the GPUs, their driver and CUDA; what torch was built for where it is loaded."""
    try:
        listed = subprocess.run(
            ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            check=True,
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        listed = ""
    devices = [line.strip() for line in listed.splitlines() if line.strip()]
    torch = sys.modules.get("torch")
    cuda = getattr(getattr(torch, "version", None), "cuda", None)
    named = [f"{devices.count(device)} × {device}" for device in dict.fromkeys(devices)]
    return "; ".join([*named, *([f"CUDA {cuda}"] if cuda else [])]) or None


def _image(env: Mapping[str, str]) -> str | None:
    """Name the container image where it can be known: by the job, by GitLab's runner, by Podman."""
    given = env.get("PEDIGRAPH_IMAGE") or env.get("CI_JOB_IMAGE")
    if given:
        return given
    try:
        text = Path("/run/.containerenv").read_text("utf-8")
    except OSError:
        return None
    found = dict(re.findall(r'^(\w+)="([^"]*)"$', text, re.MULTILINE))
    return found.get("image") or None
