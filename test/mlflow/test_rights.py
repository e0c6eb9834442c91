"""A token of each role, with MLflow's client: what may not be done is refused as MLflow's server refuses it."""
import os
import uuid

import mlflow
import pytest
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from conftest import URI

TOKENS = {role: os.environ.get(f'TOKEN_OF_{role}') for role in ('VIEWER', 'CONTRIBUTOR', 'MAINTAINER')}


@pytest.fixture
def as_role(monkeypatch):
    def become(role):
        monkeypatch.setenv('MLFLOW_TRACKING_TOKEN', TOKENS[role] or role)
        return MlflowClient(URI, URI)

    return become


def refused(call, *args, **named):
    with pytest.raises(MlflowException) as caught:
        call(*args, **named)
    return caught.value.error_code


def test_a_viewer_reads_and_writes_nothing(as_role, client, experiment, version, name):
    viewer = as_role('VIEWER')
    run = version[1]
    assert viewer.get_run(run).info.run_id == run and viewer.get_model_version(name, '1').run_id == run
    before = viewer.get_run(run).data.to_dictionary()
    for call in (lambda: viewer.create_experiment(f'{name}-x'), lambda: viewer.create_run(experiment),
                 lambda: viewer.log_metric(run, 'm', 1), lambda: viewer.log_param(run, 'p', 1), lambda: viewer.set_tag(run, 't', 1),
                 lambda: viewer.delete_run(run), lambda: viewer.create_registered_model(f'{name}-x'),
                 lambda: viewer.set_registered_model_alias(name, 'a', '1'), lambda: viewer.delete_model_version(name, '1'),
                 lambda: viewer.log_text(run, 'x', 'x.txt')):
        with pytest.raises(Exception) as caught:
            call()
        assert 'PERMISSION_DENIED' in str(getattr(caught.value, 'error_code', caught.value)) or '403' in str(caught.value)
    assert viewer.get_run(run).data.to_dictionary() == before


def test_a_contributor_trains_and_registers(as_role, name):
    contributor = as_role('CONTRIBUTOR')
    experiment = contributor.create_experiment(name)
    run = contributor.create_run(experiment).info.run_id
    contributor.log_metric(run, 'm', 1)
    contributor.set_terminated(run)
    contributor.create_registered_model(name)
    assert int(contributor.create_model_version(name, f'runs:/{run}/model', run).version) == 1


def test_a_token_that_nobody_was_given_is_refused(as_role, monkeypatch):
    monkeypatch.setenv('MLFLOW_TRACKING_TOKEN', uuid.uuid4().hex)
    with pytest.raises(Exception) as caught:
        MlflowClient(URI, URI).search_experiments()
    assert '401' in str(caught.value) or 'UNAUTHENTICATED' in str(caught.value)


def test_a_user_and_a_password_are_a_name_and_a_token(monkeypatch, client, experiment):
    token = os.environ['MLFLOW_TRACKING_TOKEN']
    monkeypatch.delenv('MLFLOW_TRACKING_TOKEN')
    monkeypatch.setenv('MLFLOW_TRACKING_USERNAME', 'admin')
    monkeypatch.setenv('MLFLOW_TRACKING_PASSWORD', token)
    mlflow.set_tracking_uri(URI)
    assert MlflowClient(URI, URI).get_experiment(experiment).experiment_id == experiment
