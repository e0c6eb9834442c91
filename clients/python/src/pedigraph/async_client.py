"""The client for an event loop: the same methods, awaited."""

from __future__ import annotations

from types import TracebackType
from typing import TypeVar

import httpx

from . import operations
from ._core.driving import awaited, drive_async
from ._core.http import options_of
from ._core.settings import Settings, read_settings
from ._core.steps import Operation
from .client import Client
from .writing.async_run import in_threads
from .writing.open_run import open_run

T = TypeVar("T")


class AsyncClient:
    """What `Client` is, for coroutines."""

    def __init__(self, settings: Settings) -> None:
        """Open no connection yet; `connect_async` makes the settings."""
        self.settings = settings
        self._http = httpx.AsyncClient(**options_of(settings))
        self._threads: Client | None = None

    async def call(self, operation: Operation[T]) -> T:
        """Do an operation; the methods below are all made of it."""
        return await drive_async(operation, self._http, self.settings.url)

    model = awaited(operations.model)
    models = awaited(operations.models)
    version = awaited(operations.version)
    versions = awaited(operations.versions)
    runs = awaited(operations.runs)
    read_run = awaited(operations.read_run)
    metric_series = awaited(operations.metric_series)
    search = awaited(operations.search)
    compare = awaited(operations.compare)
    lineage = awaited(operations.lineage)
    impact = awaited(operations.impact)
    query = awaited(operations.query)
    mutate = awaited(operations.mutate)
    register_dataset = awaited(operations.register_dataset)
    register = awaited(operations.register)
    set_alias = awaited(operations.set_alias)
    promote = awaited(operations.promote)
    approve = awaited(operations.approve)
    rollback = awaited(operations.rollback)
    deploy = awaited(operations.deploy)
    end_deployment = awaited(operations.end_deployment)
    set_tags = awaited(operations.set_tags)

    run = in_threads(open_run)

    def threads(self) -> Client:
        """Return a client of the same server for what threads do: those of its runs."""
        if self._threads is None:
            self._threads = Client(self.settings)
        return self._threads

    async def close(self) -> None:
        """Close its connections."""
        if self._threads is not None:
            self._threads.close()
        await self._http.aclose()

    async def __aenter__(self) -> AsyncClient:
        """Close it at the end of the block."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self.close()

    def __repr__(self) -> str:
        """Say which server it asks."""
        return f"<pedigraph client of {self.settings.url}, for coroutines>"


def connect_async(url: str | None = None, token: str | None = None, *, timeout: float = 30.0) -> AsyncClient:
    """Make a client for coroutines; what `connect` takes."""
    return AsyncClient(read_settings(url, token, timeout))
