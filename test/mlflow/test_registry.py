import mlflow
import numpy as np
import pytest

from conftest import code_of


def again(client, version):
    """Registers what the version has once more, under the next number."""
    return client.create_model_version(version.name, version.source, version.run_id, model_id=version.source.removeprefix('models:/'))


def test_numbers_go_on_after_a_deletion(client, version, name):
    first, _ = version
    again(client, first)
    client.delete_model_version(name, '2')
    third = again(client, first)
    assert int(third.version) == 3
    assert sorted(int(one.version) for one in client.search_model_versions(f"name = '{name}'")) == [1, 3]


def test_each_number_has_its_own_tags_description_and_aliases(client, version, name):
    first, _ = version
    again(client, first)
    client.set_model_version_tag(name, '1', 'validated', 'no')
    client.set_model_version_tag(name, '2', 'validated', 'yes')
    client.update_model_version(name, '2', 'the second')
    client.set_registered_model_alias(name, 'champion', '2')
    one, two = client.get_model_version(name, '1'), client.get_model_version(name, '2')
    assert (one.tags['validated'], two.tags['validated']) == ('no', 'yes')
    assert not one.description and two.description == 'the second'
    assert one.aliases == [] and two.aliases == ['champion']


@pytest.mark.parametrize('alias', ['champion', '2024-best', 'a_b', 'Challenger'])
def test_aliases_as_mlflow_has_them(client, version, name, alias):
    client.set_registered_model_alias(name, alias, '1')
    assert client.get_model_version_by_alias(name, alias).version == version[0].version
    assert client.get_registered_model(name).aliases == {alias: '1'}


def test_an_alias_moves(client, version, name):
    again(client, version[0])
    client.set_registered_model_alias(name, 'champion', '1')
    client.set_registered_model_alias(name, 'champion', '2')
    assert client.get_registered_model(name).aliases == {'champion': '2'}


def test_a_stage_that_archives_the_ones_before(client, version, name):
    again(client, version[0])
    client.transition_model_version_stage(name, '1', 'Production')
    client.transition_model_version_stage(name, '2', 'Production', archive_existing_versions=True)
    assert client.get_model_version(name, '1').current_stage == 'Archived'
    assert client.get_model_version(name, '2').current_stage == 'Production'
    assert {one.current_stage: int(one.version) for one in client.get_latest_versions(name)} == {'Production': 2, 'Archived': 1}


def test_a_renamed_model_has_its_versions(client, version, name):
    client.rename_registered_model(name, f'{name} (new)')
    assert client.get_model_version(f'{name} (new)', '1').run_id == version[1]
    assert code_of(client.get_registered_model, name) == 'RESOURCE_DOES_NOT_EXIST'
    client.create_registered_model(name)
    assert not client.get_registered_model(name).latest_versions


def test_a_deleted_name_is_free_and_counts_from_one(client, version, name):
    client.delete_registered_model(name)
    client.create_registered_model(name)
    made = again(client, version[0])
    assert int(made.version) == 1


@pytest.mark.parametrize('title', ['Fraud Detection', 'モデル', 'a.b', 'UPPER', 'with-ü'])
def test_any_name_is_that_of_a_model(client, name, title):
    title = f'{title} {name}'
    client.create_registered_model(title, description='d')
    assert client.get_registered_model(title).description == 'd'
    assert [one.name for one in client.search_registered_models(f"name = '{title}'")] == [title]


def test_models_are_searched_by_tag(client, name):
    client.create_registered_model(f'{name}-a', tags={'team': name})
    client.create_registered_model(f'{name}-b', tags={'team': 'other'})
    assert [one.name for one in client.search_registered_models(f"tags.team = '{name}'")] == [f'{name}-a']
    assert [one.name for one in client.search_registered_models(f"name ILIKE '{name.upper()}-B'")] == [f'{name}-b']


def test_versions_are_searched_by_run_and_by_source(client, version, name):
    first, run = version
    assert [int(one.version) for one in client.search_model_versions(f"run_id = '{run}'")] == [1]
    assert [one.name for one in client.search_model_versions(f"source_path = '{first.source}'")] == [name]


def test_a_model_is_loaded_by_alias_and_scores_the_same(client, version, name, trained):
    model, x = trained
    client.set_registered_model_alias(name, 'champion', '1')
    assert np.array_equal(mlflow.pyfunc.load_model(f'models:/{name}@champion').predict(x), model.predict(x))


def test_what_is_not_there_is_said_so(client, name):
    assert code_of(client.get_registered_model, name) == 'RESOURCE_DOES_NOT_EXIST'
    assert code_of(client.create_model_version, name, 's3://bucket/model') == 'RESOURCE_DOES_NOT_EXIST'
    client.create_registered_model(name)
    assert code_of(client.get_model_version, name, '7') == 'RESOURCE_DOES_NOT_EXIST'
    assert code_of(client.set_registered_model_alias, name, 'a', '7') == 'RESOURCE_DOES_NOT_EXIST'
    assert code_of(client.create_registered_model, name) == 'RESOURCE_ALREADY_EXISTS'
