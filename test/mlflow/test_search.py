import mlflow
import pytest
from mlflow.entities import Metric, Param, ViewType

from conftest import code_of

FILTERS = [
    ('metrics.acc >= 0.2', [2, 3]),
    ('metrics.acc = 0.1', [1]),
    ('metrics.acc != 0.1', [0, 2, 3]),
    ("params.lr = '0.10'", [1]),
    ("params.lr LIKE '0.%'", [0, 1, 2, 3]),
    ("params.`batch size` = '16'", [2]),
    ("tags.kind ILIKE 'EV%'", [0, 2]),
    ("tags.kind = 'even' AND metrics.acc > 0", [2]),
    ("attributes.status = 'FINISHED'", [0, 1, 2]),
    ("attributes.run_name LIKE 'run-%'", [0, 1, 2, 3]),
    ("run_name = 'run-3'", [3]),
    ("status != 'FINISHED'", [3]),
    ('params.only3 IS NOT NULL', [3]),
    ('tags.kind IS NULL', []),
    ("dataset.name = 'd1'", [1]),
    ('metrics.`val/loss` < 2', [0, 1]),
    ("attributes.start_time > 1700000001000", [2, 3]),
]


@pytest.fixture(scope='module')
def four():
    """An experiment with four runs and their ids."""
    import uuid

    from mlflow import MlflowClient
    from mlflow.entities import Dataset, DatasetInput

    from conftest import URI
    client = MlflowClient(URI, URI)
    experiment = client.create_experiment(f'search-{uuid.uuid4().hex[:12]}')
    ids = []
    for number in range(4):
        run = client.create_run(experiment, run_name=f'run-{number}', start_time=1_700_000_000_000 + number * 1000,
                                tags={'kind': 'odd' if number % 2 else 'even'}).info.run_id
        client.log_batch(run, [Metric('acc', number / 10, 1, 0), Metric('val/loss', number, 1, 0)],
                         [Param('lr', f'0.{number}0'), Param('batch size', str(8 * number))])
        if number == 3:
            client.log_param(run, 'only3', 'x')
        if number == 1:
            client.log_inputs(run, [DatasetInput(Dataset('d1', 'd', 'code', '{}'), [])])
        if number != 3:
            client.set_terminated(run)
        ids.append(run)
    return experiment, ids


@pytest.mark.parametrize('text,wanted', FILTERS, ids=[text for text, _ in FILTERS])
def test_filter(client, four, text, wanted):
    experiment, ids = four
    assert {run.info.run_id for run in client.search_runs([experiment], text)} == {ids[number] for number in wanted}


@pytest.mark.parametrize('order,wanted', [
    (['metrics.acc DESC'], [3, 2, 1, 0]),
    (['params.lr ASC'], [0, 1, 2, 3]),
    (['attributes.start_time ASC'], [0, 1, 2, 3]),
    ([], [3, 2, 1, 0]),
    (['tags.kind DESC', 'metrics.acc ASC'], [1, 3, 0, 2]),
    (['params.only3 ASC', 'metrics.acc ASC'], [3, 0, 1, 2]),
])
def test_order(client, four, order, wanted):
    experiment, ids = four
    assert [run.info.run_id for run in client.search_runs([experiment], order_by=order)] == [ids[n] for n in wanted]


@pytest.mark.parametrize('text', ['metrics.acc > "a"', 'acc >', "params.lr > '1'", 'nothing.at = 1', "metrics.acc = 1 OR metrics.acc = 2",
                                  "tags.kind = unquoted"])
def test_a_wrong_filter_is_refused_with_the_reason(client, four, text):
    assert code_of(client.search_runs, [four[0]], text) == 'INVALID_PARAMETER_VALUE'


def test_pages_in_an_order_miss_nothing(client, four):
    experiment, ids = four
    seen, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=1, order_by=['metrics.acc ASC'], page_token=token)
        seen += [run.info.run_id for run in page]
        token = page.token
        if not token:
            break
    assert seen == ids


def test_runs_of_several_experiments_are_one_list(client, four, experiment):
    other = client.create_run(experiment).info.run_id
    found = client.search_runs([four[0], experiment], run_view_type=ViewType.ALL)
    assert {run.info.run_id for run in found} == {*four[1], other}


def test_a_table_has_a_column_a_key(four):
    table = mlflow.search_runs(experiment_ids=[four[0]], order_by=['metrics.acc ASC'])
    assert list(table['run_id']) == four[1]
    assert list(table['params.batch size']) == ['0', '8', '16', '24'] and list(table['metrics.val/loss']) == [0, 1, 2, 3]
