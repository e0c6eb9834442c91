import hashlib
import pathlib

import mlflow
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _quiet():
    yield
    mlflow.sklearn.autolog(disable=True)
    mlflow.lightgbm.autolog(disable=True)


def digests(folder):
    root = pathlib.Path(folder)
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in root.rglob('*') if file.is_file() and file.name != 'registered_model_meta'}


def test_scikit_learn_trains_unchanged(client, experiment):
    from sklearn.ensemble import RandomForestClassifier

    mlflow.sklearn.autolog(silent=True)
    x = np.random.default_rng(1).normal(size=(60, 3))
    with mlflow.start_run() as run:
        RandomForestClassifier(n_estimators=7, random_state=0).fit(x, x[:, 0] > 0)
    got = client.get_run(run.info.run_id)
    assert got.data.params['n_estimators'] == '7' and got.data.params['max_depth'] == 'None'
    assert got.data.metrics['training_accuracy_score'] == 1.0 and got.inputs.dataset_inputs
    assert 'training_confusion_matrix.png' in {file.path for file in client.list_artifacts(run.info.run_id)}


def test_a_grid_search_has_its_runs_inside(client, experiment):
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import GridSearchCV

    mlflow.sklearn.autolog(silent=True, max_tuning_runs=3)
    x = np.random.default_rng(2).normal(size=(30, 2))
    with mlflow.start_run() as run:
        GridSearchCV(Ridge(), {'alpha': [0.1, 1.0, 10.0]}, cv=3).fit(x, x[:, 0])
    children = client.search_runs([experiment], f"tags.mlflow.parentRunId = '{run.info.run_id}'")
    assert sorted(child.data.params['alpha'] for child in children) == ['0.1', '1.0', '10.0']


def test_lightgbm_trains_unchanged(client, experiment):
    import lightgbm

    mlflow.lightgbm.autolog(silent=True)
    x = np.random.default_rng(3).normal(size=(200, 4))
    data = lightgbm.Dataset(x, (x[:, 0] > 0).astype(int))
    with mlflow.start_run() as run:
        model = lightgbm.train({'objective': 'binary', 'verbosity': -1}, data, num_boost_round=12, valid_sets=[data])
    history = client.get_metric_history(run.info.run_id, 'training-binary_logloss')
    assert [point.step for point in history] == list(range(12))
    (logged,) = client.search_logged_models([experiment])
    loaded = mlflow.lightgbm.load_model(logged.model_uri)
    assert np.array_equal(loaded.predict(x), model.predict(x))


def test_a_registered_model_is_byte_for_byte_what_was_logged(client, experiment, name, trained, tmp_path):
    model, x = trained
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(model, name='model', input_example=x[:3], registered_model_name=name)
    client.set_registered_model_alias(name, 'champion', '1')
    logged = mlflow.artifacts.download_artifacts(info.model_uri, dst_path=tmp_path / 'logged')
    registered = mlflow.artifacts.download_artifacts(f'models:/{name}@champion', dst_path=tmp_path / 'registered')
    assert digests(logged) == digests(registered)
    assert np.array_equal(mlflow.pyfunc.load_model(f'models:/{name}@champion').predict(x), model.predict(x))


def test_logged_models_have_parameters_tags_and_metrics(client, experiment, trained):
    with mlflow.start_run() as run:
        info = mlflow.sklearn.log_model(trained[0], name='m', params={'depth': 3}, tags={'k': 'v'})
        mlflow.log_metric('acc', 0.75, model_id=info.model_id)
    got = client.get_logged_model(info.model_id)
    assert got.params == {'depth': '3'} and got.tags['k'] == 'v' and got.source_run_id == run.info.run_id
    assert [(metric.key, metric.value) for metric in got.metrics] == [('acc', 0.75)]
    assert [one.model_id for one in client.search_logged_models([experiment], filter_string='metrics.acc > 0.7')] == [info.model_id]
    assert client.search_logged_models([experiment], filter_string='metrics.acc > 0.8') == []
    assert [one.model_id for one in client.get_run(run.info.run_id).outputs.model_outputs] == [info.model_id]
