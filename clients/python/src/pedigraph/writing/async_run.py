"""A run in a coroutine: its beginning and its end, which wait for the server, do so in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec

from .run import Run

if TYPE_CHECKING:
    from ..async_client import AsyncClient
    from ..client import Client

P = ParamSpec("P")


class AsyncRun:
    """What `async with` opens; what it gives is a `Run`, whose methods do not wait."""

    def __init__(self, begin: Callable[[], Run]) -> None:
        """Begin nothing yet."""
        self._begin = begin
        self._run: Run | None = None

    async def __aenter__(self) -> Run:
        """Begin the run."""
        self._run = await asyncio.to_thread(self._begin)
        return self._run

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it by how the block ended."""
        if self._run is not None:
            await asyncio.to_thread(self._run.__exit__, kind, error, trace)


class in_threads(Generic[P]):
    """A method of the client for coroutines that opens a run with what that for threads takes."""

    def __init__(self, begin: Callable[Concatenate[Client, P], Run]) -> None:
        """Take signature and docstring."""
        self._begin = begin
        self.__doc__ = begin.__doc__

    def __get__(self, client: AsyncClient, owner: type | None = None) -> Callable[P, AsyncRun]:
        """Bind it to a client."""

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncRun:
            return AsyncRun(lambda: self._begin(client.threads(), *args, **kwargs))

        method.__doc__ = self.__doc__
        return method
