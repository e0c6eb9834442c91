"""Fills the database of a new tracking server with the runs that come as JSON: fill_store.py DATABASE EXPERIMENT.

By MLflow's own tables: by its client it would take as long as all that is measured."""
import json
import sqlite3
import sys
import uuid

path, name = sys.argv[1:3]
runs = [{'id': uuid.uuid4().hex, **run} for run in json.load(sys.stdin)]
database = sqlite3.connect(path)
(experiment,) = database.execute(
    'INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)'
    " VALUES (?, 'mlflow-artifacts:/filled', 'active', 0, 0) RETURNING experiment_id",
    (name,),
).fetchone()


def insert(table, columns, rows):
    marks = ', '.join('?' * len(columns.split(',')))
    database.executemany(f'INSERT INTO {table} ({columns}) VALUES ({marks})', rows)


insert(
    'runs',
    'run_uuid, name, source_type, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id',
    [
        (run['id'], run['name'], 'LOCAL', 'bench', 'FINISHED', run['startedAt'], run['endedAt'], 'active',
         f"mlflow-artifacts:/filled/{run['id']}/artifacts", experiment)
        for run in runs
    ],
)
insert('params', 'run_uuid, key, value', [(run['id'], *pair) for run in runs for pair in run['parameters'].items()])
insert(
    'tags',
    'run_uuid, key, value',
    [(run['id'], *pair) for run in runs for pair in {'mlflow.runName': run['name'], **run['tags']}.items()],
)
points = [
    (run['id'], point['key'], point['value'], point['timestamp'], point['step'], False)
    for run in runs
    for point in run['metrics']
]
for table in ('metrics', 'latest_metrics'):
    insert(table, 'run_uuid, key, value, timestamp, step, is_nan', points)
database.commit()
