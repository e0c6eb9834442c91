"""How a request travels: by httpx, by threads or by an event loop, with what was sent in both."""

from __future__ import annotations

from typing import Any

import httpx

from .settings import Settings
from .steps import NoReply, Reply


def options_of(settings: Settings) -> dict[str, Any]:
    """Give both kinds of httpx's clients the same connection."""
    headers = {
        "content-type": "application/json",
        "accept": "application/graphql-response+json, application/json",
        "user-agent": "pedigraph-python",
    }
    if settings.token is not None:
        headers["authorization"] = f"Bearer {settings.token}"
    # A POST that is redirected may arrive as a GET: the location is reported instead.
    return {"headers": headers, "timeout": settings.timeout, "follow_redirects": False}


def reply_of(response: httpx.Response) -> Reply:
    """Read an answer."""
    return Reply(response.status_code, response.headers, response.text)


def no_reply_of(error: httpx.HTTPError) -> NoReply:
    """Say why none came, and whether the request may have."""
    reason = f"{type(error).__name__} {error}".strip()
    timed_out = isinstance(error, httpx.TimeoutException)
    may_have_arrived = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return NoReply(reason, may_have_arrived, timed_out)
