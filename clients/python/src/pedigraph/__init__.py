"""Pedigraph from Python: what a model is, what made it, and how it came where it runs.

import pedigraph

pg = pedigraph.connect("http://127.0.0.1:4000", token="…")
pg.version("demo/churn@production")
"""

from .async_client import AsyncClient, connect_async
from .client import Client, connect
from .errors import PedigraphError
from .table import Table
from .writing.data import Data
from .writing.run import Run

__all__ = ["AsyncClient", "Client", "Data", "PedigraphError", "Run", "Table", "connect", "connect_async"]
__version__ = "0.1.0"
