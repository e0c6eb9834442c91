"""The command `pedigraph-spool`: sends what runs have left on this machine."""

from __future__ import annotations

import argparse
import sys

from ..client import connect
from ..errors import PedigraphError
from .send_spooled import describe


def main(arguments: list[str] | None = None) -> int:
    """Send it and say what was sent; 0: the server has everything, 1: it refused or did not answer."""
    parser = argparse.ArgumentParser("pedigraph-spool", description="Send what runs have left on this machine.")
    parser.add_argument("--url", help="the server; PEDIGRAPH_URL, else http://127.0.0.1:4000/graphql")
    parser.add_argument("--token", help="sent as a bearer token; PEDIGRAPH_TOKEN")
    given = parser.parse_args(arguments)
    try:
        with connect(given.url, given.token) as client:
            sent = client.send_spooled()
    except PedigraphError as error:
        print(error, file=sys.stderr)
        return 1
    for one in sent:
        print(describe(one))
    return 1 if any(one.refused for one in sent) else 0


if __name__ == "__main__":
    sys.exit(main())
