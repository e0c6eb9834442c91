"""What MLflow's client wrote, seen through our own API: sealed, traced, and nothing lost."""
import json

import mlflow
import numpy as np
from mlflow.entities import Metric


def run_of(run_id):
    """MLflow writes the id of a run without dashes."""
    return '-'.join([run_id[:8], run_id[8:12], run_id[12:16], run_id[16:20], run_id[20:]])


RUN = '''query ($id: ID!) { run(id: $id) { status digest manifest parameters tags
  metrics { key value } experiment { name displayName } inputs { role datasetVersion { ref externalDigest { algorithm value } } } } }'''


def test_a_version_is_sealed_with_its_run_its_code_and_its_environment(ask, version, name):
    number, run = version
    model = ask('query ($n: String!) { modelByDisplayName(namespace: "mlflow", displayName: $n) { name versions { nodes { '
                'version externalVersion digest run { id } environment { ref } artifacts { path digest } '
                'reproducibility { verdict missing } } } } }', n=name)['modelByDisplayName']
    (sealed,) = model['versions']['nodes']
    assert sealed['version'] == '1.0.0' and sealed['externalVersion'] == '1' and sealed['digest'].startswith('sha256:')
    assert sealed['run']['id'] == run_of(run) and sealed['environment'] is not None
    files = {file['path']: file['digest'] for file in sealed['artifacts']}
    assert 'MLmodel' in files and all(digest.startswith('sha256:') for digest in files.values())
    assert sealed['reproducibility']['verdict'] == number.tags['pedigraph.reproducibility']


def test_the_run_and_its_data_are_in_the_lineage_of_the_version(ask, client, experiment, name, trained):
    data = mlflow.data.from_numpy(np.arange(6.0).reshape(3, 2), name='points')
    with mlflow.start_run() as run:
        mlflow.log_input(data, context='training')
        info = mlflow.sklearn.log_model(trained[0], name='model', pip_requirements=['scikit-learn'])
    mlflow.register_model(info.model_uri, name)
    model = ask('query ($n: String!) { modelByDisplayName(namespace: "mlflow", displayName: $n) { latest { ref lineage(direction: UPSTREAM) { '
                'nodes { kind ref } } } } }', n=name)['modelByDisplayName']
    kinds = {node['kind'] for node in model['latest']['lineage']['nodes']}
    assert {'MODEL_VERSION', 'RUN', 'DATASET_VERSION', 'ENVIRONMENT_VERSION'} <= kinds
    (used,) = ask(RUN, id=run_of(run.info.run_id))['run']['inputs']
    assert used['role'] == 'TRAINING' and used['datasetVersion']['externalDigest']['value'] == data.digest


def test_what_comes_after_the_end_changes_no_digest(ask, client, experiment):
    with mlflow.start_run() as run:
        mlflow.log_metric('m', 1.0, step=0)
    before = ask(RUN, id=run_of(run.info.run_id))['run']
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_param('late', 1)
    client.log_batch(run.info.run_id, metrics=[Metric('m', 2.0, 1, 1)])
    client.set_tag(run.info.run_id, 'reviewed', 'yes')
    after = ask(RUN, id=run_of(run.info.run_id))['run']
    assert before['digest'] == after['digest'] and before['manifest'] == after['manifest']
    assert after['status'] == 'FINISHED' and after['parameters'] == {}
    late = ask('query ($id: ID!) { run(id: $id) { metrics(includeAfterEnd: true) { key value afterEnd } } }',
               id=run_of(run.info.run_id))['run']
    assert late['metrics'] == [{'key': 'm', 'value': 2.0, 'afterEnd': True}]


def test_every_change_is_an_event_with_its_actor(ask, client, version, name):
    client.set_registered_model_alias(name, 'champion', '1')
    client.set_model_version_tag(name, '1', 'k', 'v')
    client.rename_registered_model(name, f'{name}-b')
    events = ask('query { ledger(first: 40) { nodes { type subject actor } } }')['ledger']['nodes']
    ours = [event for event in events if name in json.dumps(event)]
    assert {'AliasSet', 'TagsSet'} <= {event['type'] for event in ours} or len(ours) >= 3
    assert {event['actor'] for event in ours} == {'admin'}


def test_both_names_are_found(ask, client, name):
    title = f'Größe & {name}'
    client.create_registered_model(title)
    model = ask('query ($n: String!) { modelByDisplayName(namespace: "mlflow", displayName: $n) { name displayName } }',
                n=title)['modelByDisplayName']
    assert model['displayName'] == title and model['name'].startswith('mlflow/')
