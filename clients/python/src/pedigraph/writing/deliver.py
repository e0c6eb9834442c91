"""Sends what stands in a spool, batch by batch: each once, in its order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .._core import exchange
from .._core.steps import Operation
from ..errors import PedigraphError
from .records import END, INPUTS, PARAMETERS, POINT, TAGS, value_line
from .spool import Batch, Spool

_START = "mutation ($input: StartRunInput!) { startRun(input: $input) { created run { id } } }"
_LOG = "mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }"
_INPUTS = "mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }"
_FINISH = "mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { digest } } }"

#: The server looked at the content and will never take it; anything else may pass.
_FOR_GOOD = frozenset(
    {
        "BAD_USER_INPUT",
        "CONFLICT",
        "GRAPHQL_VALIDATION_FAILED",
        "IMMUTABLE",
        "NOT_FOUND",
        "PAYLOAD_TOO_LARGE",
        "QUERY_REFUSED",
        "REFERENCE_NOT_FOUND",
    }
)

Call = Callable[[Operation[dict[str, Any]]], dict[str, Any]]


def start(spool: Spool, call: Call) -> None:
    """Start the run where the server does not have it; its `externalId` makes that safe to do again."""
    if "id" in spool.run:
        return
    body = exchange.body_of(_START, {"input": spool.run["input"]})
    done = call(exchange.send_once(body, f"{spool.run['externalId']}:start"))
    spool.note(id=done["startRun"]["run"]["id"])


def deliver(spool: Spool, batch: Batch, call: Call) -> list[str]:
    """Send a batch; return why lines of it were refused for good, which are put aside.

    Raises `PedigraphError` where it may pass: nothing is noted then, and the batch is to be sent again.
    """
    reasons: list[str] = []
    try:
        _send(spool, batch, call)
    except PedigraphError as error:
        if error.code not in _FOR_GOOD:
            raise
        if len(batch.lines) > 1:
            return [reason for half in batch.halves() for reason in deliver(spool, half, call)]
        reasons = _refuse(spool, batch, call, error)
    _mark(spool, batch)
    return reasons


def _send(spool: Spool, batch: Batch, call: Call) -> None:
    body = _body_of(spool.run, batch)
    try:
        call(exchange.send_once(body, _key_of(spool, batch)))
    except PedigraphError as error:
        if error.code != "TOO_MANY_IDEMPOTENCY_KEYS":
            raise
        # Each of these writes is found again by its content.
        call(exchange.send_once(body, None))


def _refuse(spool: Spool, batch: Batch, call: Call, error: PedigraphError) -> list[str]:
    """Put a line aside; of several parameters or tags those alone that are refused by themselves."""
    values = json.loads(batch.lines[0][1:]) if batch.kind in (PARAMETERS, TAGS) else {}
    if len(values) < 2:
        spool.refuse(batch, str(error))
        return [str(error)]
    reasons = []
    for key, value in values.items():
        one = Batch(batch.kind, [value_line(batch.kind, {key: value}).encode()[:-1]], batch.start)
        try:
            # It has no place of its own in the log, by which it could have a key; its content is known again.
            call(exchange.send_once(_body_of(spool.run, one), None))
        except PedigraphError as refusal:
            if refusal.code not in _FOR_GOOD:
                raise
            spool.refuse(one, str(refusal))
            reasons.append(str(refusal))
    return reasons


def _mark(spool: Spool, batch: Batch) -> None:
    if batch.kind == END:
        spool.note(ended=True)
    spool.mark_sent(batch)


def _key_of(spool: Spool, batch: Batch) -> str:
    # Other borders are another request: what both contain is found again by its content.
    return f"{spool.run['externalId']}:{batch.start}-{batch.end}"


def _body_of(run: dict[str, Any], batch: Batch) -> bytes:
    contents = [line[1:] for line in batch.lines]
    after_end = bool(run.get("afterEnd"))
    if batch.kind == POINT:
        # The lines are JSON already: nothing of them is read or written anew.
        fixed = {"run": run["id"], "afterEnd": after_end}
        beginning = exchange.body_of(_LOG, {"input": fixed})[: -len(b"}}}")]
        return beginning + b',"metrics":[' + b",".join(contents) + b"]}}}"
    value = json.loads(contents[0])
    if batch.kind in (PARAMETERS, TAGS):
        field = "parameters" if batch.kind == PARAMETERS else "tags"
        return exchange.body_of(_LOG, {"input": {"run": run["id"], "afterEnd": after_end, field: value}})
    if batch.kind == INPUTS:
        return exchange.body_of(_INPUTS, {"input": {"run": run["id"], "afterEnd": after_end, "inputs": value}})
    return exchange.body_of(_FINISH, {"input": {"run": run["id"], **value}})
