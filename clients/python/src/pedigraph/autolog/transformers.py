"""Transformers: a callback for the `Trainer`."""

from __future__ import annotations

from typing import Any

from ..writing.run import Run


def transformers_callback(run: Run) -> Any:
    """Log the training arguments at the beginning, and whatever the trainer logs.

    `Trainer(model, args, callbacks=[transformers_callback(run)])`
    """
    from transformers import TrainerCallback

    class PedigraphCallback(TrainerCallback):  # type: ignore[misc]
        def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if state.is_world_process_zero:
                run.log_params({key: value for key, value in args.to_dict().items() if value is not None})

        def on_log(
            self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **kwargs: Any
        ) -> None:
            if state.is_world_process_zero:
                numbers = {key: value for key, value in (logs or {}).items() if isinstance(value, int | float)}
                run.log_metrics(numbers, step=state.global_step)

    return PedigraphCallback()
