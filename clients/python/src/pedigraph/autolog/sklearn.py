"""scikit-learn: every `fit` in a block logs parameters, duration, score, and what a search tried."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from ..writing.run import Run


@contextlib.contextmanager
def log_fits(run: Run, *, training_score: bool = True) -> Iterator[None]:
    """Log the fits of this block's estimators, whose classes are imported before it.

    Of estimators within another (a pipeline, a search, an ensemble) the outermost alone is logged. The second one that
    is fitted has its names behind `2.`, and so on. `training_score` asks the estimator for its score of what it was
    fitted to, which takes a prediction.
    """
    from sklearn.base import BaseEstimator

    fits = _Fits(run, training_score)
    replaced: list[tuple[type, Any]] = []
    for kind in _classes(BaseEstimator):
        original = kind.__dict__.get("fit")
        if callable(original):
            replaced.append((kind, original))
            setattr(kind, "fit", fits.watching(original))  # noqa: B010  mypy knows no fit of a class.
    try:
        yield
    finally:
        for kind, original in replaced:
            setattr(kind, "fit", original)  # noqa: B010


class _Fits:
    def __init__(self, run: Run, training_score: bool) -> None:
        self._run = run
        self._training_score = training_score
        self._depth = 0
        self._count = 0
        self._lock = threading.Lock()

    def watching(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def fit(estimator: Any, *given: Any, **named: Any) -> Any:
            # A fit in another thread of the same block is one within another, as those of a search are.
            with self._lock:
                is_outermost = self._depth == 0
                self._depth += 1
                self._count += is_outermost
            began = time.perf_counter()
            try:
                fitted = original(estimator, *given, **named)
                if is_outermost:
                    self._log(estimator, given, named, time.perf_counter() - began)
                return fitted
            finally:
                with self._lock:
                    self._depth -= 1

        return fit

    def _log(self, estimator: Any, given: tuple[Any, ...], named: dict[str, Any], seconds: float) -> None:
        before = "" if self._count == 1 else f"{self._count}."
        self._run.log_params(
            {f"{before}{key}": _shown(value) for key, value in estimator.get_params(deep=True).items()}
        )
        self._run.set_tags({f"{before}estimator": type(estimator).__name__})
        metrics = {"fit_seconds": seconds}
        x, y = (*given, None, None)[:2]
        x, y = named.get("X", x), named.get("y", y)
        if self._training_score and y is not None and callable(getattr(estimator, "score", None)):
            with contextlib.suppress(Exception):
                metrics["training_score"] = float(estimator.score(x, y))
        if isinstance(getattr(estimator, "best_params_", None), dict):
            metrics["best_score"] = float(estimator.best_score_)
            best = {f"{before}best.{key}": _shown(value) for key, value in estimator.best_params_.items()}
            self._run.log_params(best)
            for step, score in enumerate(estimator.cv_results_["mean_test_score"]):
                self._run.log_metric(f"{before}mean_test_score", score, step=step)
        self._run.log_metrics({f"{before}{key}": value for key, value in metrics.items()})


def _shown(value: Any) -> Any:
    """Take what JSON has, and of an estimator its words."""
    return value if value is None or isinstance(value, str | bool | int | float | list | tuple) else str(value)


def _classes(base: type) -> Iterator[type]:
    found: set[type] = {base}
    left: list[type] = [base]
    while left:
        kinds: list[type] = type.__subclasses__(left.pop())
        for kind in kinds:
            if kind not in found:
                found.add(kind)
                left.append(kind)
    yield from found
