"""One training loop that logs a point a step: with this client, or with MLflow's asynchronous logging.

log_points.py pedigraph|mlflow POINTS: what a point costs the loop, and when the server has them all, as JSON.
"""

import json
import os
import sys
import time


def pedigraph_loop(points):
    import pedigraph

    pg = pedigraph.connect(os.environ["URL"], os.environ["TOKEN"])
    with pg.run("bench/loop", code=False, patience=600) as run:
        began, cpu = time.perf_counter(), time.thread_time()
        for step in range(points):
            run.log_metric("loss", 1 / (step + 1), step=step)
        looped, cpu = time.perf_counter(), time.thread_time() - cpu
        assert run.flush()
        done = time.perf_counter()
    document = 'query ($runs: [ID!]!) { metricSeries(runs: $runs, keys: ["loss"], points: 4) { total } }'
    (series,) = pg.query(document, {"runs": [run.id]})["metricSeries"]
    return began, looped, cpu, done, series["total"]


def mlflow_loop(points):
    import mlflow

    mlflow.set_tracking_uri(os.environ["URL"])
    mlflow.set_experiment("loop")
    with mlflow.start_run() as run:
        began, cpu = time.perf_counter(), time.thread_time()
        for step in range(points):
            mlflow.log_metric("loss", 1 / (step + 1), step=step, synchronous=False)
        looped, cpu = time.perf_counter(), time.thread_time() - cpu
        mlflow.flush_async_logging()
        done = time.perf_counter()
    return began, looped, cpu, done, len(mlflow.MlflowClient().get_metric_history(run.info.run_id, "loss"))


def main():
    """Measure one side."""
    side, points = sys.argv[1], int(sys.argv[2])
    began, looped, cpu, done, stored = (pedigraph_loop if side == "pedigraph" else mlflow_loop)(points)
    micros, cpu_micros = (looped - began) / points * 1e6, cpu / points * 1e6
    print(json.dumps({"micros": micros, "cpuMicros": cpu_micros, "seconds": done - began, "stored": stored}))


main()
