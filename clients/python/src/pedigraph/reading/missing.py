"""Nothing there: said in the server's words, with what is spelled nearly so."""

from __future__ import annotations

from typing import Any, NoReturn

from .._core import exchange
from .._core.steps import Operation
from ..errors import NotFound

_STATUS = "query ($ref: String!, $kind: LineageKind) { refStatus(ref: $ref, kind: $kind) { message nearest } }"


def refuse_unknown(ref: str, kind: str) -> Operation[NoReturn]:
    """Raise `NotFound` for a ref that selects nothing."""
    status: dict[str, Any] = (yield from exchange.query(_STATUS, {"ref": ref, "kind": kind}))["refStatus"]
    raise NotFound(status["message"], details={"nearest": status["nearest"]})
