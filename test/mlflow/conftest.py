"""What the tests share: the server from the environment, names of their own, a trained model.

MLFLOW_TRACKING_URI is the server; PEDIGRAPH_URL its GraphQL API (absent beside MLflow's own server)."""
import os
import uuid

os.environ.setdefault('MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR', 'false')
os.environ.setdefault('MLFLOW_HTTP_REQUEST_MAX_RETRIES', '1')
os.environ.setdefault('MLFLOW_HTTP_REQUEST_TIMEOUT', '60')
os.environ.setdefault('GIT_PYTHON_REFRESH', 'quiet')

import mlflow
import pytest
import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

URI = os.environ['MLFLOW_TRACKING_URI']
OURS = os.environ.get('PEDIGRAPH_URL')


def pytest_collection_modifyitems(items):
    """What is about our side alone is left out beside MLflow's own server."""
    skip = pytest.mark.skip(reason='MLflow’s own server has none of it')
    for item in items:
        if OURS is None and item.path.stem in ('test_beside', 'test_rights'):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def _one_server():
    mlflow.set_tracking_uri(URI)
    mlflow.set_registry_uri(URI)
    yield
    while mlflow.active_run():
        mlflow.end_run()


@pytest.fixture
def client():
    return MlflowClient()


@pytest.fixture
def name():
    return f'test-{uuid.uuid4().hex[:12]}'


@pytest.fixture
def experiment(client, name):
    """The id of a new experiment, in which runs are started from now on."""
    made = client.create_experiment(name)
    mlflow.set_experiment(experiment_id=made)
    return made


@pytest.fixture(scope='session')
def trained():
    """A model and what it predicts from."""
    import numpy as np
    from sklearn.linear_model import Ridge

    x = np.arange(40.0).reshape(20, 2)
    return Ridge(alpha=0.5).fit(x, x @ [3.0, -1.0]), x


@pytest.fixture
def version(client, experiment, name, trained):
    """Version 1 of a registered model, with its run."""
    with mlflow.start_run() as run:
        info = mlflow.sklearn.log_model(trained[0], name='model', pip_requirements=['scikit-learn==1.9.1'])
    mlflow.register_model(info.model_uri, name)
    return client.get_model_version(name, '1'), run.info.run_id


@pytest.fixture
def ask():
    """Asks our API: `ask(query, **variables)` is its data."""

    def asked(query, **variables):
        headers = {'authorization': f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"}
        answer = requests.post(OURS, json={'query': query, 'variables': variables}, headers=headers, timeout=60).json()
        assert 'errors' not in answer, answer['errors']
        return answer['data']

    return asked


def code_of(call, *args, **named):
    """MLflow's code of the refusal."""
    with pytest.raises(MlflowException) as caught:
        call(*args, **named)
    return caught.value.error_code
