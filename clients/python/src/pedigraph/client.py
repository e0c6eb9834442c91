"""The client for threads: scripts, notebooks."""

from __future__ import annotations

from types import TracebackType
from typing import TypeVar

import httpx

from . import operations
from ._core.driving import called, drive
from ._core.http import options_of
from ._core.settings import Settings, read_settings
from ._core.steps import Operation
from .writing.open_run import open_run
from .writing.send_spooled import send_spooled

T = TypeVar("T")


class Client:
    """A server, and one method for each thing that can be asked of it; any thread may use it.

    What it reads is plain objects and tables. What it raises is a `PedigraphError`, a class for each code.
    """

    def __init__(self, settings: Settings) -> None:
        """Open no connection yet; `connect` makes the settings."""
        self.settings = settings
        self._http = httpx.Client(**options_of(settings))

    def call(self, operation: Operation[T]) -> T:
        """Do an operation; the methods below are all made of it."""
        return drive(operation, self._http, self.settings.url)

    model = called(operations.model)
    models = called(operations.models)
    version = called(operations.version)
    versions = called(operations.versions)
    runs = called(operations.runs)
    read_run = called(operations.read_run)
    metric_series = called(operations.metric_series)
    search = called(operations.search)
    compare = called(operations.compare)
    lineage = called(operations.lineage)
    impact = called(operations.impact)
    query = called(operations.query)
    mutate = called(operations.mutate)
    register_dataset = called(operations.register_dataset)
    register = called(operations.register)
    set_alias = called(operations.set_alias)
    promote = called(operations.promote)
    approve = called(operations.approve)
    rollback = called(operations.rollback)
    deploy = called(operations.deploy)
    end_deployment = called(operations.end_deployment)
    set_tags = called(operations.set_tags)

    run = open_run
    send_spooled = send_spooled

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def __enter__(self) -> Client:
        """Close it at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Say which server it asks."""
        return f"<pedigraph client of {self.settings.url}>"


def connect(url: str | None = None, token: str | None = None, *, timeout: float = 30.0) -> Client:
    """Make a client of a server.

    `url` is that of the server or of its `/graphql`; without it `PEDIGRAPH_URL`, else `http://127.0.0.1:4000/graphql`.
    `token` is sent as a bearer token; without it `PEDIGRAPH_TOKEN`. `timeout` is that of one attempt, in seconds.
    """
    return Client(read_settings(url, token, timeout))
