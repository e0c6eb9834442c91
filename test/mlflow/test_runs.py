import os
import threading

import mlflow
import numpy as np
import pytest
import requests
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag

from conftest import URI, code_of


def test_a_run_has_its_user_its_name_and_its_tags(client, experiment):
    run = client.create_run(experiment, run_name='one', tags={'mlflow.user': 'ann', 'k': 'v'}, start_time=1_700_000_000_123)
    got = client.get_run(run.info.run_id)
    assert got.info.run_name == 'one' and got.info.start_time == 1_700_000_000_123
    assert got.data.tags['mlflow.user'] == 'ann' and got.data.tags['k'] == 'v'
    assert got.info.artifact_uri


@pytest.mark.parametrize('text', ['0.0', '007', '1e5', '', ' x ', 'true', 'null', '[1, 2]', 'ü', '0x10', '9' * 30])
def test_a_parameter_keeps_its_text(client, experiment, text):
    run = client.create_run(experiment).info.run_id
    client.log_param(run, 'p', text)
    assert client.get_run(run).data.params['p'] == text


@pytest.mark.parametrize('key', ['a/b', 'a b', 'a.b-c_d', 'constructor', 'x' * 250])
def test_a_key_is_what_it_was(client, experiment, key):
    run = client.create_run(experiment).info.run_id
    client.log_param(run, key, 1)
    client.log_metric(run, key, 2)
    client.set_tag(run, key, 3)
    data = client.get_run(run).data
    assert (data.params[key], data.metrics[key], data.tags[key]) == ('1', 2.0, '3')


def test_long_texts_fit(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.log_param(run, 'p', '"' * 6000)
    client.set_tag(run, 't', '\\' * 8000)
    data = client.get_run(run).data
    assert data.params['p'] == '"' * 6000 and data.tags['t'] == '\\' * 8000


def test_a_batch_is_written_whole_or_not_at_all(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.log_param(run, 'p', 'first')
    assert code_of(client.log_batch, run, metrics=[Metric('m', 1, 1, 0)], params=[Param('p', 'other')]) \
        == 'INVALID_PARAMETER_VALUE'
    assert client.get_run(run).data.params == {'p': 'first'}


def test_many_at_once_lose_nothing(client, experiment):
    run = client.create_run(experiment).info.run_id

    def log(worker):
        for turn in range(5):
            client.log_batch(run, metrics=[Metric(f'm{worker}', turn * 10 + k, 1000 + k, turn * 10 + k) for k in range(10)])

    workers = [threading.Thread(target=log, args=[worker]) for worker in range(8)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    for worker in range(8):
        assert len(client.get_metric_history(run, f'm{worker}')) == 50


def test_what_comes_after_the_end_is_there_in_order(client, experiment):
    with mlflow.start_run() as run:
        mlflow.log_metric('loss', 1.0, step=0)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_metric('loss', 0.5, step=1)
        mlflow.log_param('late', 'yes')
    client.log_metric(run.info.run_id, 'loss', 0.25, step=2)
    history = client.get_metric_history(run.info.run_id, 'loss')
    assert [(point.step, point.value) for point in history] == [(0, 1.0), (1, 0.5), (2, 0.25)]
    got = client.get_run(run.info.run_id)
    assert got.data.metrics['loss'] == 0.25 and got.data.params == {'late': 'yes'} and got.info.status == 'FINISHED'


def test_a_datasets_own_digest_and_schema_come_back(client, experiment):
    run = client.create_run(experiment).info.run_id
    dataset = Dataset(name='My Data (v2)', digest='abc123', source_type='http', source='{"url": "https://example.com/#x?y=%20"}',
                      schema='{"mlflow_colspec": [{"type": "double", "name": "a b"}]}', profile='{"num_rows": 3}')
    client.log_inputs(run, [DatasetInput(dataset, [InputTag('mlflow.data.context', 'eval'), InputTag('k', 'v')])])
    (got,) = client.get_run(run).inputs.dataset_inputs
    assert got.dataset.to_dictionary() == dataset.to_dictionary()
    assert {tag.key: tag.value for tag in got.tags} == {'mlflow.data.context': 'eval', 'k': 'v'}


def test_nested_runs_are_found_by_their_parent(client, experiment):
    with mlflow.start_run() as parent:
        children = []
        for _ in range(3):
            with mlflow.start_run(nested=True) as child:
                children.append(child.info.run_id)
    found = client.search_runs([experiment], f"tags.mlflow.parentRunId = '{parent.info.run_id}'")
    assert {run.info.run_id for run in found} == set(children)


def test_values_that_are_no_numbers_are_in_the_history(client, experiment):
    run = client.create_run(experiment).info.run_id
    values = [float('nan'), float('inf'), -float('inf'), 0.0, 1e308]
    client.log_batch(run, metrics=[Metric('m', value, 1, step) for step, value in enumerate(values)])
    got = [point.value for point in sorted(client.get_metric_history(run, 'm'), key=lambda point: point.step)]
    assert np.isnan(got[0]) and got[1] > 1e308 - 1 and got[2] < -1e308 + 1 and got[3:] == [0.0, 1e308]


def test_an_unknown_run_is_refused_in_mlflows_words(client):
    for call in (lambda: client.get_run('f' * 32), lambda: client.log_metric('f' * 32, 'm', 1),
                 lambda: client.set_tag('f' * 32, 'k', 'v')):
        assert code_of(call) == 'RESOURCE_DOES_NOT_EXIST'
    assert code_of(client.get_run, 'not a run') in ('RESOURCE_DOES_NOT_EXIST', 'INVALID_PARAMETER_VALUE')


def test_the_last_status_is_the_status(client, experiment):
    run = client.create_run(experiment).info.run_id
    for status in ('KILLED', 'RUNNING', 'FAILED', 'RUNNING', 'FINISHED'):
        client.update_run(run, status=status)
        assert client.get_run(run).info.status == status


def test_tags_by_batch_replace(client, experiment):
    run = client.create_run(experiment, tags={'a': '1'}).info.run_id
    client.log_batch(run, tags=[RunTag('a', '2'), RunTag('b', '3')])
    tags = client.get_run(run).data.tags
    assert tags['a'] == '2' and tags['b'] == '3'


def test_a_key_may_be_called_proto(client, experiment):
    key = '__proto__'
    client.set_experiment_tag(experiment, key, 'e')
    run = client.create_run(experiment, tags={key: '1'}).info.run_id
    client.log_param(run, key, 'p')
    client.log_metric(run, key, 0.5, 1, 1)
    client.set_tag(run, key, '2')
    got = client.get_run(run).data
    assert (got.tags[key], got.params[key], got.metrics[key]) == ('2', 'p', 0.5)
    assert client.get_experiment(experiment).tags[key] == 'e'
    assert [one.info.run_id for one in client.search_runs([experiment], f"params.`{key}` = 'p'")] == [run]
    client.delete_tag(run, key)
    assert key not in client.get_run(run).data.tags


@pytest.mark.parametrize('path', ['log-parameter', 'set-tag', 'log-metric'])
def test_of_several_wrong_fields_the_run_is_refused_first(path):
    token = os.environ.get('MLFLOW_TRACKING_TOKEN')
    headers = {'authorization': f'Bearer {token}'} if token else {}
    fields = {'run_id': 31, 'key': 'k', 'value': [], 'timestamp': 'x'}
    answer = requests.post(f'{URI}/api/2.0/mlflow/runs/{path}', json=fields, headers=headers, timeout=60)
    assert answer.status_code == 400 and "Invalid value 31 for parameter 'run_id' supplied" in answer.json()['message']
