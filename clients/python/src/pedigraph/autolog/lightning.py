"""PyTorch Lightning: a callback for the `Trainer`."""

from __future__ import annotations

from typing import Any

from ..writing.run import Run


def lightning_callback(run: Run) -> Any:
    """Log hyperparameters at the beginning, and what the module has logged after each epoch of training and validation.

    `Trainer(callbacks=[lightning_callback(run)])`
    """
    from lightning.pytorch.callbacks import Callback

    class PedigraphCallback(Callback):  # type: ignore[misc]
        def on_fit_start(self, trainer: Any, pl_module: Any) -> None:
            params = dict(getattr(pl_module, "hparams", None) or {})
            run.log_params({**params, "max_epochs": trainer.max_epochs})

        def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:
            self._log(trainer)

        def on_validation_epoch_end(self, trainer: Any, pl_module: Any) -> None:
            # Before the training Lightning tries the validation out.
            if not trainer.sanity_checking:
                self._log(trainer)

        def _log(self, trainer: Any) -> None:
            run.log_metrics(trainer.callback_metrics, step=trainer.global_step)

    return PedigraphCallback()
