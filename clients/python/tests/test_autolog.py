"""Autologging: with the real scikit-learn and LightGBM, and with the interface of those that CI does not install."""

import sys
import types
from types import SimpleNamespace

import numpy as np
import pytest


@pytest.fixture
def rows():
    x = np.random.default_rng(7).normal(size=(120, 3))
    return x, (x[:, 0] + 0.1 * x[:, 1] > 0).astype(int)


class Recorded:
    """A run that remembers what it is told."""

    def __init__(self):
        self.params, self.metrics = {}, []

    def log_params(self, params):
        self.params.update(params)

    def log_metrics(self, metrics, step=None):
        self.metrics += [(key, float(value), step) for key, value in metrics.items()]


def test_a_pipeline_is_one_fit_with_its_parameters_and_score(pg, namespace, rows):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from pedigraph.autolog.sklearn import log_fits

    before = LogisticRegression.fit
    with pg.run(f"{namespace}/sklearn", code=False) as run, log_fits(run):
        make_pipeline(StandardScaler(), LogisticRegression(C=0.5)).fit(*rows)
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0, 10.0]}, cv=3, n_jobs=2).fit(*rows)
    assert LogisticRegression.fit is before
    facts = pg.read_run(run.id)
    assert facts.parameters["logisticregression__C"] == 0.5 and facts.tags == {
        "estimator": "Pipeline",
        "2.estimator": "GridSearchCV",
    }
    assert facts.metrics["training_score"] > 0.9 and facts.parameters["2.best.C"] in (0.1, 1.0, 10.0)
    assert len(pg.metric_series([run.id], "2.mean_test_score")) == 3


def test_lightgbm_logs_each_iteration(pg, namespace, rows):
    import lightgbm

    from pedigraph.autolog.lightgbm import LightGBMCallback

    data = lightgbm.Dataset(*rows)
    with pg.run(f"{namespace}/lightgbm", code=False) as run:
        lightgbm.train(
            {"objective": "binary", "verbosity": -1, "num_threads": 1},
            data,
            num_boost_round=12,
            valid_sets=[data],
            callbacks=[LightGBMCallback(run)],
        )
        lightgbm.cv(
            {"objective": "binary", "verbosity": -1, "num_threads": 1}, data, 3, callbacks=[LightGBMCallback(run)]
        )
    series = pg.metric_series([run.id], "training-binary_logloss")
    assert series.column("step") == list(range(12)) and series[0]["value"] > series[11]["value"]
    assert pg.read_run(run.id).parameters["objective"] == "binary"
    assert any(key.endswith("-stdv") for key in pg.read_run(run.id).metrics)


def module(monkeypatch, name, **attributes):
    """Stand in for a library: its modules and the base class of its callbacks, as its documentation has it."""
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        path = ".".join(parts[:end])
        monkeypatch.setitem(sys.modules, path, sys.modules.get(path) or types.ModuleType(path))
    for key, value in attributes.items():
        setattr(sys.modules[name], key, value)


def test_xgboost_is_asked_after_every_round_and_goes_on(monkeypatch):
    from pedigraph.autolog.xgboost import xgboost_callback

    module(monkeypatch, "xgboost.callback", TrainingCallback=type("TrainingCallback", (), {}))
    run = Recorded()
    callback = xgboost_callback(run, {"eta": 0.1})
    assert callback.before_training("booster") == "booster" and run.params == {"eta": 0.1}
    assert callback.after_iteration("booster", 4, {"valid": {"auc": [0.5, 0.75], "rmse": [(1.0, 0.1)]}}) is False
    assert run.metrics == [("valid-auc", 0.75, 4), ("valid-rmse", 1.0, 4)]


def test_keras_logs_after_every_epoch(monkeypatch):
    from pedigraph.autolog.keras import keras_callback

    class Callback:
        params = {"epochs": 2, "steps": None}  # noqa: RUF012
        model = SimpleNamespace(optimizer=SimpleNamespace(get_config=lambda: {"learning_rate": 0.01}))

    module(monkeypatch, "keras", callbacks=SimpleNamespace(Callback=Callback))
    run = Recorded()
    callback = keras_callback(run)
    callback.on_train_begin()
    callback.on_epoch_end(1, {"loss": 0.5, "val_loss": 0.6})
    assert run.params == {"epochs": 2, "optimizer.learning_rate": 0.01}
    assert run.metrics == [("loss", 0.5, 1), ("val_loss", 0.6, 1)]


def test_lightning_logs_what_the_module_logged_but_not_while_it_tries_out(monkeypatch):
    from pedigraph.autolog.lightning import lightning_callback

    module(monkeypatch, "lightning.pytorch.callbacks", Callback=type("Callback", (), {}))
    run = Recorded()
    callback = lightning_callback(run)
    trainer = SimpleNamespace(
        max_epochs=3, global_step=40, sanity_checking=True, callback_metrics={"loss": np.float32(0.5)}
    )
    callback.on_fit_start(trainer, SimpleNamespace(hparams={"lr": 0.1}))
    callback.on_validation_epoch_end(trainer, None)
    assert run.params == {"lr": 0.1, "max_epochs": 3} and run.metrics == []
    trainer.sanity_checking = False
    callback.on_train_epoch_end(trainer, None)
    assert run.metrics == [("loss", 0.5, 40)]


def test_transformers_logs_numbers_of_the_first_process_alone(monkeypatch):
    from pedigraph.autolog.transformers import transformers_callback

    module(monkeypatch, "transformers", TrainerCallback=type("TrainerCallback", (), {}))
    run = Recorded()
    callback = transformers_callback(run)
    args = SimpleNamespace(to_dict=lambda: {"learning_rate": 5e-5, "seed": None})
    for is_first, step in ((False, 1), (True, 2)):
        state = SimpleNamespace(is_world_process_zero=is_first, global_step=step)
        callback.on_train_begin(args, state, None, model=None)
        callback.on_log(args, state, None, logs={"loss": 0.5, "note": "text"}, model=None)
    assert run.params == {"learning_rate": 5e-5} and run.metrics == [("loss", 0.5, 2)]
