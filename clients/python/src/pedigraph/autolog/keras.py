"""Keras: a callback for `fit`."""

from __future__ import annotations

from typing import Any

from ..writing.run import Run


def keras_callback(run: Run) -> Any:
    """Log how it is trained at the beginning, and loss and metrics after every epoch.

    `model.fit(x, y, callbacks=[keras_callback(run)])`
    """
    import keras

    class PedigraphCallback(keras.callbacks.Callback):  # type: ignore[misc]
        def on_train_begin(self, logs: Any = None) -> None:
            optimizer = getattr(self.model, "optimizer", None)
            described = optimizer.get_config() if optimizer is not None else {}
            given = {**(self.params or {}), **{f"optimizer.{key}": value for key, value in described.items()}}
            run.log_params({key: value for key, value in given.items() if value is not None})

        def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            run.log_metrics(logs or {}, step=epoch)

    return PedigraphCallback()
