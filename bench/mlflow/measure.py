"""Measures a tracking server by MLflow's own client: measure.py URI EXPERIMENT PID prints by row, as JSON, the
milliseconds of each call ("times"), those that the processes of the server, which PID has started, worked for one
("cpu"), and of a row in which a call failed why ("failures"), and nothing else.

EXPERIMENT is the name of one with many runs (fill_store.py). No question is asked twice, so no answer is a cached one."""
import json
import multiprocessing
import os
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

os.environ.setdefault('MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR', 'false')
os.environ.setdefault('GIT_PYTHON_REFRESH', 'quiet')

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag

from cpu_of_tree import cpu_of_tree

PROCESSES, THREADS = 5, 10
BATCHES = 2
uri, experiment_name, server = sys.argv[1:4]
mlflow.set_tracking_uri(uri)
mlflow.set_registry_uri(uri)
name = f'bench-{uuid.uuid4().hex[:8]}'
times, cpu, failures = {}, {}, {}


@contextmanager
def row(name):
    """Gives what times a call of the row; what the server works for meanwhile is that of its calls. A call that fails
    ends its row, and not the others."""
    calls = []

    def timed(work, *given, **named):
        began = time.perf_counter()
        value = work(*given, **named)
        calls.append((time.perf_counter() - began) * 1000)
        return value

    before = cpu_of_tree(int(server))
    try:
        yield timed
    except Exception as error:
        failures[name] = f'{type(error).__name__}: {error}'
        return
    times[name] = calls
    cpu[name] = [(cpu_of_tree(int(server)) - before) / len(calls)]


def points(first=0):
    now = int(time.time() * 1000) - 1_000_000
    return [Metric(f'm{index % 10}', index / 1000, now + index, first + index // 10) for index in range(1000)]


def log_a_run(client, experiment):
    run = client.create_run(experiment).info.run_id
    params = [Param(f'p{index}', str(index)) for index in range(20)]
    client.log_batch(run, metrics=points(), params=params, tags=[RunTag('kind', 'bench')])
    client.set_terminated(run)
    return run


def one_client(run):
    client = MlflowClient()
    for batch in range(BATCHES):
        client.log_batch(run, metrics=points(batch * 100))


def some_clients(ready, go, failed, runs):
    """Reports that it is ready, logs when it is asked to, and reports what failed."""
    MlflowClient().get_run(runs[0])
    ready.release()
    go.wait()
    try:
        with ThreadPoolExecutor(len(runs)) as pool:
            list(pool.map(one_client, runs))
    except Exception as error:
        failed.put(f'{type(error).__name__}: {error}')


def many_clients(client, experiment):
    runs = [client.create_run(experiment).info.run_id for _ in range(PROCESSES * THREADS)]
    context = multiprocessing.get_context('fork')
    ready, go, failed = context.Semaphore(0), context.Event(), context.SimpleQueue()
    processes = [
        context.Process(target=some_clients, args=(ready, go, failed, runs[index::PROCESSES]))
        for index in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    for _ in processes:
        ready.acquire()

    def together():
        go.set()
        for process in processes:
            process.join()
        if not failed.empty():
            raise RuntimeError(f'a client failed: {failed.get()}')

    with row('batches') as timed:
        timed(together)


def with_files(client, run):
    with tempfile.TemporaryDirectory() as folder:
        for file, text in (('MLmodel', 'flavors: {}\n'), ('requirements.txt', 'numpy==2.0.0\n'), ('model.pkl', 'x' * 100_000)):
            with open(os.path.join(folder, file), 'w') as made:
                made.write(text)
        client.log_artifacts(run, folder, 'model')
    return f'{client.get_run(run).info.artifact_uri}/model'


def by_alias(client, alias):
    return client.get_run(client.get_model_version_by_alias(name, alias).run_id)


def main():
    client = MlflowClient()
    experiment = client.create_experiment(name)
    client.get_run(log_a_run(client, experiment))
    with row('run') as timed:
        for _ in range(10):
            run = timed(log_a_run, client, experiment)
    many_clients(client, experiment)
    source = with_files(client, run)
    client.create_registered_model(name)
    versions = []
    with row('register') as timed:
        for _ in range(10):
            versions.append(timed(client.create_model_version, name, source, run).version)
    for version in versions:
        client.set_registered_model_alias(name, f'alias-{version}', version)
    with row('alias') as timed:
        for version in versions:
            assert timed(by_alias, client, f'alias-{version}').info.run_id == run
    many = client.get_experiment_by_name(experiment_name).experiment_id
    before_all = 1_000_000_000_000 + int(time.time()) % 1_000_000
    with row('frame') as timed:
        for turn in range(3):
            query = f'attributes.start_time > {before_all + turn}'
            frame = timed(mlflow.search_runs, [many], query, max_results=1000)
            assert len(frame) == 1000 and frame['metrics.m9'].notna().all()
    with row('search') as timed:
        for turn in range(5):
            least = 0.8 + turn / 1000 + time.time() % 1 / 1e6
            query = f'metrics.m3 > {least}'
            found = timed(client.search_runs, [many], query, max_results=100, order_by=['metrics.m3 DESC'])
            assert len(found) == 100 and all(one.data.metrics['m3'] > least for one in found)
    print(json.dumps({'times': times, 'cpu': cpu, 'failures': failures}))


main()
