"""LightGBM: a callback for `lightgbm.train`, `lightgbm.cv` and the estimators."""

from __future__ import annotations

from typing import Any

from ..writing.run import Run


class LightGBMCallback:
    """Logs parameters at the beginning, and what is evaluated after every iteration, as `valid_0-auc`.

    `lightgbm.train(params, data, valid_sets=[…], callbacks=[LightGBMCallback(run)])`
    """

    #: Behind the callbacks that LightGBM brings.
    order = 30
    before_iteration = False

    def __init__(self, run: Run) -> None:
        """Take an open run."""
        self._run = run
        self._has_begun = False

    def __call__(self, env: Any) -> None:
        """Take LightGBM's `CallbackEnv`."""
        if not self._has_begun:
            self._has_begun = True
            self._run.log_params(env.params)
        evaluated = env.evaluation_result_list or []
        # Of a cross-validation each has a standard deviation behind.
        metrics = {f"{data}-{metric}": value for data, metric, value, *_ in evaluated}
        deviations = {f"{one[0]}-{one[1]}-stdv": one[4] for one in evaluated if len(one) > 4}
        self._run.log_metrics({**metrics, **deviations}, step=env.iteration)
