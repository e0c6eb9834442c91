"""Any operation of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._core import exchange
from .._core.steps import Operation


def query(graphql: str, variables: Mapping[str, Any] | None = None) -> Operation[dict[str, Any]]:
    """Ask any query of the API and return its `data`; it is asked again where no answer came."""
    return exchange.query(graphql, variables)


def mutate(graphql: str, variables: Mapping[str, Any] | None = None) -> Operation[dict[str, Any]]:
    """Do any mutation of the API and return its `data`; it has an idempotency key, so that it is done once."""
    return exchange.mutate(graphql, variables or {})
