"""One request and its answer: sent again as docs/retries.md says, and read into data or an error."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Mapping
from typing import Any

from ..errors import PedigraphError, error_of
from .steps import NoReply, Operation, Pause, Reply, Send

#: How often a request is sent at most.
ATTEMPTS = 4
#: Seconds before the first repetition; doubled each time.
FIRST_PAUSE = 0.25
#: A server that asks for more is busy with something else: the caller hears of it.
LONGEST_PAUSE = 30.0

_WORTH_REPEATING = frozenset(
    {"UNAVAILABLE", "OVERLOADED", "RATE_LIMITED", "TIMEOUT", "OUTCOME_UNKNOWN", "IDEMPOTENCY_KEY_IN_FLIGHT"}
)


def is_worth_repeating(error: PedigraphError) -> bool:
    """Whether the same request may be answered a moment later."""
    return error.code in _WORTH_REPEATING


def query(document: str, variables: Mapping[str, Any] | None = None) -> Operation[dict[str, Any]]:
    """Ask; ask again where no answer came."""
    return _exchange(body_of(document, variables or {}), key=None, is_write=False, attempts=ATTEMPTS)


def mutate(document: str, variables: Mapping[str, Any], *, safe_without_key: bool = False) -> Operation[dict[str, Any]]:
    """Write once, however often it is sent, for it is sent under an idempotency key.

    With `safe_without_key`, where sending twice writes once even without a key, it goes without one to a server that
    takes no more keys.
    """
    body = body_of(document, variables)
    try:
        return (yield from _exchange(body, key=str(uuid.uuid4()), is_write=True, attempts=ATTEMPTS))
    except PedigraphError as error:
        if not safe_without_key or error.code != "TOO_MANY_IDEMPOTENCY_KEYS":
            raise
    return (yield from _exchange(body, key=None, is_write=True, attempts=ATTEMPTS))


def send_once(body: bytes, key: str | None) -> Operation[dict[str, Any]]:
    """Write under a key of the caller's, who sends it again."""
    return _exchange(body, key=key, is_write=True, attempts=1)


def body_of(document: str, variables: Mapping[str, Any]) -> bytes:
    """Write a request as JSON.

    Raises `ValueError` for a number that JSON does not have, and `TypeError` for what is no value of JSON.
    """
    return json.dumps({"query": document, "variables": variables}, allow_nan=False, separators=(",", ":")).encode()


def _exchange(body: bytes, *, key: str | None, is_write: bool, attempts: int) -> Operation[dict[str, Any]]:
    headers = {} if key is None else {"idempotency-key": key}
    attempt = 1
    while True:
        came: Reply | NoReply = yield Send(body, headers)
        try:
            return _read(came, is_write)
        except PedigraphError as error:
            # Without a key a write whose outcome is unknown may be done twice.
            unsafe = is_write and key is None and error.code == "OUTCOME_UNKNOWN"
            pause = _pause_after(came, error, attempt)
            if unsafe or not is_worth_repeating(error) or attempt >= attempts or pause > LONGEST_PAUSE:
                raise
        attempt += 1
        yield Pause(pause)


def _pause_after(came: Reply | NoReply, error: PedigraphError, attempt: int) -> float:
    pause: float = FIRST_PAUSE * 2 ** (attempt - 1) * (0.75 + random.random() / 2)
    asked = error.details.get("retryAfter")
    if asked is None and isinstance(came, Reply):
        asked = came.headers.get("retry-after")
    try:
        return max(pause, float(asked or 0))
    except (TypeError, ValueError):
        # A date: nobody here sends one.
        return pause


def _read(came: Reply | NoReply, is_write: bool) -> dict[str, Any]:
    if isinstance(came, NoReply):
        raise _unanswered(came, is_write)
    answer = _json_object(came.text)
    errors = answer.get("errors") or []
    if errors:
        first = errors[0]
        extensions = dict(first.get("extensions") or {})
        code = str(extensions.pop("code", None) or _code_of_status(came.status, is_write))
        raise error_of(code, str(first.get("message", "")), extensions, answer.get("data"))
    data = answer.get("data")
    if isinstance(data, dict):
        return data
    location = came.headers.get("location")
    came_words = f"HTTP {came.status}{f' to {location}' if location else ''}"
    kind = came.headers.get("content-type", "no content type")
    raise error_of(
        _code_of_status(came.status, is_write),
        f"Expected a GraphQL answer, but got {came_words}, {kind}. Is the URL that of the server's /graphql?",
    )


def _unanswered(came: NoReply, is_write: bool) -> PedigraphError:
    if not came.may_have_arrived:
        return error_of("UNAVAILABLE", f"Nothing answers: {came.reason}. Is the server running?")
    if is_write:
        return error_of("OUTCOME_UNKNOWN", f"The answer to a write was lost ({came.reason}); it may have happened.")
    return error_of("TIMEOUT" if came.timed_out else "UNAVAILABLE", f"No answer came: {came.reason}.")


def _json_object(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _code_of_status(status: int, is_write: bool) -> str:
    """Name the nearest public code for an answer that has none, such as one of a proxy in between."""
    known = {401: "UNAUTHENTICATED", 403: "FORBIDDEN", 404: "NOT_FOUND", 413: "PAYLOAD_TOO_LARGE", 429: "UNAVAILABLE"}
    if 502 <= status <= 504:
        # A proxy in between answers so also where the server got the request.
        return "OUTCOME_UNKNOWN" if is_write else "UNAVAILABLE"
    return known.get(status, "INTERNAL_SERVER_ERROR")
