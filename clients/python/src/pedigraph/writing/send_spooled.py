"""Sends what runs of other processes have left on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..errors import IdempotencyKeyInFlight
from .deliver import deliver, start
from .spool import Spool, SpoolInUse, left_over

if TYPE_CHECKING:
    from ..client import Client

_Result = TypeVar("_Result")

#: Seconds between two questions whether a server has ended what it was asked by a process that died.
_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True)
class SentSpool:
    """A run that was left, and how much of it the server has now."""

    experiment: str
    name: str
    run_id: str | None
    is_sent: bool
    #: False where its process ended without ending it: go on with `client.run(…, resume=…)`.
    has_ended: bool
    #: Why lines of it were put aside.
    refused: list[str]


def send_spooled(client: Client) -> list[SentSpool]:
    """Send all that is left of runs at this server, the oldest first; those that a process has open are passed over.

    Raises `PedigraphError` where the server does not answer.
    """
    sent = []
    for folder in left_over(client.settings.url):
        try:
            spool = Spool(folder)
        except SpoolInUse:
            continue
        try:
            sent.append(_send(spool, client))
        finally:
            spool.close()
    return sent


def _send(spool: Spool, client: Client) -> SentSpool:
    refused: list[str] = []
    _once_ended(lambda: start(spool, client.call))
    while (batch := spool.next_batch()) is not None:
        refused += _once_ended(lambda: deliver(spool, batch, client.call))
    given = spool.run["input"]
    has_ended = bool(spool.run.get("ended"))
    return SentSpool(given["experiment"], given["name"], spool.run.get("id"), spool.is_sent, has_ended, refused)


def _once_ended(work: Callable[[], _Result]) -> _Result:
    """Do it again while the server still works on the same request of the process that died."""
    for pause in _PAUSES:
        try:
            return work()
        except IdempotencyKeyInFlight:
            time.sleep(pause)
    return work()


def describe(sent: SentSpool) -> str:
    """Say it in a line."""
    end = "" if sent.has_ended else ", still open"
    refused = f", {len(sent.refused)} lines refused" if sent.refused else ""
    return f"{sent.experiment}: {sent.name} ({sent.run_id}){end}{refused}"
