"""XGBoost: a callback for `xgboost.train` and the estimators."""

from __future__ import annotations

from typing import Any

from ..writing.run import Run


def xgboost_callback(run: Run, params: dict[str, Any] | None = None) -> Any:
    """Log what is evaluated after every round, as `validation-auc`; and `params`, which XGBoost does not pass on.

    `xgboost.train(params, data, evals=[…], callbacks=[xgboost_callback(run, params)])`
    """
    from xgboost.callback import TrainingCallback

    class PedigraphCallback(TrainingCallback):  # type: ignore[misc]
        def before_training(self, model: Any) -> Any:
            if params:
                run.log_params(params)
            return model

        def after_iteration(self, model: Any, epoch: int, evals_log: dict[str, dict[str, list[Any]]]) -> bool:
            run.log_metrics(
                {f"{data}-{key}": _value(values[-1]) for data, log in evals_log.items() for key, values in log.items()},
                step=epoch,
            )
            # True would stop the training.
            return False

    return PedigraphCallback()


def _value(value: Any) -> float:
    """Take the value; of a cross-validation it comes with its standard deviation."""
    return float(value[0] if isinstance(value, tuple) else value)
