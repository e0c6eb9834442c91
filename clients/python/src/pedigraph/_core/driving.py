"""Takes the steps of operations, and makes methods of them: for threads, and for an event loop."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, cast

import httpx

from .http import no_reply_of, reply_of
from .steps import NoReply, Operation, Pause, Reply, Send, Step, Work

P = ParamSpec("P")
T = TypeVar("T")


def drive(operation: Operation[T], http: httpx.Client, url: str) -> T:
    """Take every step in this thread."""
    try:
        step = next(operation)
        while True:
            try:
                came = _take(step, http, url)
            except Exception as error:
                step = operation.throw(error)
            else:
                step = operation.send(came)
    except StopIteration as end:
        return cast(T, end.value)


async def drive_async(operation: Operation[T], http: httpx.AsyncClient, url: str) -> T:
    """Take every step in this event loop; what takes a while, in a thread beside it."""
    try:
        step = next(operation)
        while True:
            try:
                came = await _take_async(step, http, url)
            except Exception as error:
                step = operation.throw(error)
            else:
                step = operation.send(came)
    except StopIteration as end:
        return cast(T, end.value)


def _take(step: Step, http: httpx.Client, url: str) -> Reply | NoReply | Any:
    if isinstance(step, Send):
        try:
            return reply_of(http.post(url, content=step.body, headers=dict(step.headers)))
        except httpx.HTTPError as error:
            return no_reply_of(error)
    if isinstance(step, Work):
        return step.call()
    time.sleep(step.seconds)
    return None


async def _take_async(step: Step, http: httpx.AsyncClient, url: str) -> Reply | NoReply | Any:
    if isinstance(step, Send):
        try:
            return reply_of(await http.post(url, content=step.body, headers=dict(step.headers)))
        except httpx.HTTPError as error:
            return no_reply_of(error)
    if isinstance(step, Pause):
        await asyncio.sleep(step.seconds)
        return None
    return await asyncio.to_thread(step.call)


class Caller(Protocol):
    """Who does operations and waits for them."""

    def call(self, operation: Operation[T]) -> T:
        """Do it."""
        ...


class AsyncCaller(Protocol):
    """Who does operations and is awaited."""

    async def call(self, operation: Operation[T]) -> T:
        """Do it."""
        ...


class called(Generic[P, T]):
    """A method that does an operation and returns what came of it."""

    def __init__(self, operation: Callable[P, Operation[T]]) -> None:
        """Take signature and docstring of the operation."""
        self._operation = operation
        self.__doc__ = operation.__doc__

    def __get__(self, caller: Caller | None, owner: type | None = None) -> Callable[P, T]:
        """Bind it to a client."""
        if caller is None:
            return cast("Callable[P, T]", self._operation)

        @functools.wraps(self._operation)
        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            return caller.call(self._operation(*args, **kwargs))

        return cast("Callable[P, T]", method)


class awaited(Generic[P, T]):
    """A method that does an operation and is awaited."""

    def __init__(self, operation: Callable[P, Operation[T]]) -> None:
        """Take signature and docstring of the operation."""
        self._operation = operation
        self.__doc__ = operation.__doc__

    def __get__(self, caller: AsyncCaller | None, owner: type | None = None) -> Callable[P, Coroutine[Any, Any, T]]:
        """Bind it to a client."""
        if caller is None:
            return cast("Callable[P, Coroutine[Any, Any, T]]", self._operation)

        @functools.wraps(self._operation)
        async def method(*args: P.args, **kwargs: P.kwargs) -> T:
            return await caller.call(self._operation(*args, **kwargs))

        return cast("Callable[P, Coroutine[Any, Any, T]]", method)
