"""What the tests share: two servers from the environment (scripts/test-python.mjs), and names of their own."""

from __future__ import annotations

import os
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pedigraph

#: One with the example and without tokens, one that is empty and wants a token.
OPEN_URL, CLOSED_URL = os.environ["OPEN_URL"], os.environ["CLOSED_URL"]
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def open_pg() -> Iterator[pedigraph.Client]:
    with pedigraph.connect(OPEN_URL) as client:
        for _ in range(2_400):
            # A server is ready before its example is loaded, and the catalog is a moment behind.
            if _is_loaded(client):
                break
            time.sleep(0.05)
        yield client


def _is_loaded(client: pedigraph.Client) -> bool:
    try:
        impact = client.impact("demo/customers-raw@1.1.0")
        lineage = client.version("demo/churn@production").lineage
    except pedigraph.errors.NotFound:
        return False
    return len(impact.deployments) == 1 and lineage is not None


@pytest.fixture(scope="session")
def as_role() -> Iterator[Callable[[str], pedigraph.Client]]:
    """Give a client of the server with tokens, with the role that is named, or `ADMIN`."""
    clients: dict[str, pedigraph.Client] = {}

    def client(role: str) -> pedigraph.Client:
        return clients.setdefault(role, pedigraph.connect(CLOSED_URL, os.environ[f"TOKEN_OF_{role}"]))

    yield client
    for one in clients.values():
        one.close()


@pytest.fixture(scope="session")
def pg(as_role: Callable[[str], pedigraph.Client]) -> pedigraph.Client:
    """Give the client of a contributor."""
    return as_role("CONTRIBUTOR")


@pytest.fixture
def namespace() -> str:
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Run Git in a folder of its own, with a repository in it and an author."""

    def run(*words: str) -> str:
        author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *author, *words], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    run("init", "--quiet", "--initial-branch=main")
    run("remote", "add", "origin", "https://ann:secret@git.example.org/ann/churn.git")
    return run
