"""Sends what runs of other processes have left on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .deliver import deliver, start
from .spool import Spool, SpoolInUse, left_over

if TYPE_CHECKING:
    from ..client import Client


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
    start(spool, client.call)
    while (batch := spool.next_batch()) is not None:
        refused += deliver(spool, batch, client.call)
    given = spool.run["input"]
    has_ended = bool(spool.run.get("ended"))
    return SentSpool(given["experiment"], given["name"], spool.run.get("id"), spool.is_sent, has_ended, refused)


def describe(sent: SentSpool) -> str:
    """Say it in a line."""
    end = "" if sent.has_ended else ", still open"
    refused = f", {len(sent.refused)} lines refused" if sent.refused else ""
    return f"{sent.experiment}: {sent.name} ({sent.run_id}){end}{refused}"
