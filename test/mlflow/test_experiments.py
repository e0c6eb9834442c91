import mlflow
import pytest
from mlflow.entities import ViewType

from conftest import code_of

NAMES = ['Über Größe', 'a/b c/D', '信用卡', 'UPPER.case', 'x' * 250, "it's \"quoted\" 100 %", '../..', ' spaced ']


@pytest.mark.parametrize('title', NAMES)
def test_any_name_is_that_of_an_experiment(client, name, title):
    title = f'{title}{name}'
    made = client.create_experiment(title)
    assert client.get_experiment(made).name == title
    assert client.get_experiment_by_name(title).experiment_id == made
    assert code_of(client.create_experiment, title) == 'RESOURCE_ALREADY_EXISTS'


def test_names_that_differ_in_signs_alone_are_two_experiments(client, name):
    ids = {client.create_experiment(f'{name}{sign}') for sign in ('', ' ', '!', '?', '–')}
    assert len(ids) == 5


def test_names_are_told_apart_by_capitals(client, name):
    assert client.create_experiment(name) != client.create_experiment(name.upper())


def test_a_name_is_free_again_after_renaming(client, experiment, name):
    client.rename_experiment(experiment, f'{name}-new')
    other = client.create_experiment(name)
    assert other != experiment
    assert client.get_experiment_by_name(name).experiment_id == other


def test_a_run_in_a_deleted_experiment_is_refused(client, experiment):
    client.delete_experiment(experiment)
    assert code_of(client.create_run, experiment) == 'INVALID_PARAMETER_VALUE'
    client.restore_experiment(experiment)
    assert client.create_run(experiment).info.experiment_id == experiment


def test_a_deleted_experiment_is_still_found_by_name(client, experiment, name):
    client.delete_experiment(experiment)
    assert client.get_experiment_by_name(name).lifecycle_stage == 'deleted'
    assert code_of(client.create_experiment, name) == 'RESOURCE_ALREADY_EXISTS'


def test_tags_of_an_experiment_are_searched(client, name):
    made = client.create_experiment(name, tags={'team': name, 'stage': 'a'})
    client.create_experiment(f'{name}-2', tags={'team': name, 'stage': 'b'})
    found = client.search_experiments(filter_string=f"tags.team = '{name}' AND tags.stage != 'b'")
    assert [one.experiment_id for one in found] == [made]


def test_experiments_come_in_pages_and_in_order(client, name):
    for number in range(7):
        client.create_experiment(f'{name}-{number}')
    seen, token = [], None
    while True:
        page = client.search_experiments(
            view_type=ViewType.ALL, max_results=3, filter_string=f"name LIKE '{name}%'", order_by=['name ASC'],
            page_token=token)
        seen += [one.name for one in page]
        token = page.token
        if not token:
            break
    assert seen == [f'{name}-{number}' for number in range(7)]


def test_an_experiment_that_is_set_is_where_runs_go(client, name):
    made = mlflow.set_experiment(name)
    with mlflow.start_run() as run:
        pass
    assert client.get_run(run.info.run_id).info.experiment_id == made.experiment_id
