"""The steps of an operation.

An operation is a generator that yields what it wants done and is sent what came of it. It neither blocks nor awaits, so
a client of threads and one of an event loop take the same steps (`driving.py`), and each operation is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Send:
    """A POST to the server; what comes of it is a `Reply` or a `NoReply`."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class NoReply:
    """No answer came."""

    reason: str
    #: False where the request is known not to have reached the server.
    may_have_arrived: bool
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Work:
    """What takes a while on this machine, such as hashing files; its result is sent, what it raises is raised."""

    call: Callable[[], Any]


Step: TypeAlias = Send | Pause | Work
T = TypeVar("T")
#: What yields steps and returns a `T`.
Operation: TypeAlias = Generator[Step, Any, T]


def work(call: Callable[[], T]) -> Operation[T]:
    """Do something that takes a while, where it does not hold up an event loop."""
    result: T = yield Work(call)
    return result
