"""URLs without secrets."""

from __future__ import annotations

import re

_HTTP = re.compile(r"\b(https?://)[^\s/?#]*@", re.IGNORECASE)
_OTHER = re.compile(r"(?<![a-z0-9+.-])([a-z0-9+.-]+://[^\s/?#:@]*):[^\s/?#]*@", re.IGNORECASE)


def without_credentials(text: str) -> str:
    """Take user and password out of every URL.

    A bare user is left where it is no secret (`ssh://git@host`), and dropped with http, where it is usually a token.
    """
    return _OTHER.sub(r"\1@", _HTTP.sub(r"\1", text))
