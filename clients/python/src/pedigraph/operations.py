"""Every operation that both clients offer, under the name of their method."""

from .reading.compare import compare
from .reading.impact import impact
from .reading.lineage import lineage
from .reading.model import model, models
from .reading.query import mutate, query
from .reading.runs import metric_series, read_run, runs
from .reading.search import search
from .reading.version import version, versions
from .writing.governing import approve, deploy, end_deployment, promote, rollback, set_alias, set_tags
from .writing.register import register, register_dataset

__all__ = [
    "approve",
    "compare",
    "deploy",
    "end_deployment",
    "impact",
    "lineage",
    "metric_series",
    "model",
    "models",
    "mutate",
    "promote",
    "query",
    "read_run",
    "register",
    "register_dataset",
    "rollback",
    "runs",
    "search",
    "set_alias",
    "set_tags",
    "version",
    "versions",
]
