"""Which server is asked, and as whom."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

DEFAULT_URL = "http://127.0.0.1:4000/graphql"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client was made with."""

    url: str
    #: Not in what is printed.
    token: str | None = field(repr=False)
    #: Seconds that one attempt may take.
    timeout: float = 30.0


def read_settings(url: str | None, token: str | None, timeout: float) -> Settings:
    """Complete what was given from the environment: `PEDIGRAPH_URL`, `PEDIGRAPH_TOKEN`."""
    given = url or os.environ.get("PEDIGRAPH_URL") or DEFAULT_URL
    return Settings(_endpoint(given), token or os.environ.get("PEDIGRAPH_TOKEN") or None, timeout)


def _endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"Expected the URL of a server, such as {DEFAULT_URL}, but got {url!r}.")
    return urlunsplit(parts._replace(path="/graphql")) if parts.path in ("", "/") else url
