"""Fills a store of MLflow with one of everything, by MLflow's own client, and prints what is in it as JSON.

Usage: make-mlflow-store.py TRACKING_URI [RUNS]
"""

import json
import os
import sys
import tempfile

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelOutput, Metric, Param, RunTag  # noqa: E402
from mlflow.entities.logged_model_status import LoggedModelStatus  # noqa: E402

uri = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 4
client = MlflowClient(tracking_uri=uri, registry_uri=uri)

client.create_experiment("empty", tags={"team": "risk"})
experiment = client.create_experiment("Überprüfung / 試験", tags={"__proto__": "a key"})
gone = client.create_experiment("churn")
client.create_run(gone)
client.delete_experiment(gone)

parent = client.create_run(experiment, run_name="parent", tags={"mlflow.user": "ann"})
client.log_param(parent.info.run_id, "zero", "0.0")
client.log_param(parent.info.run_id, "quotes", '"' * 5000)
client.set_tag(parent.info.run_id, "long", "x" * 8000)
child = client.create_run(experiment, run_name="child", tags={"mlflow.parentRunId": parent.info.run_id})
client.log_batch(
    child.info.run_id,
    metrics=[Metric("loss", 1 / (step + 1), 1_700_000_000_000 + step, step) for step in range(1000)],
    params=[Param(f"p{i}", str(i)) for i in range(50)],
    tags=[RunTag("kind", "child")],
)
client.log_metric(child.info.run_id, "nan", float("nan"), 1_700_000_000_000, 3)
client.log_metric(child.info.run_id, "inf", float("inf"), 1_700_000_000_000, 3)
client.log_inputs(
    child.info.run_id,
    [
        DatasetInput(
            Dataset("iris", "abcd1234", "local", '{"uri": "iris.csv"}', '{"mlflow_colspec": []}', '{"num_rows": 150}'),
            [InputTag("mlflow.data.context", "training")],
        )
    ],
)
model = client.create_logged_model(
    experiment, name="iris-model", source_run_id=child.info.run_id, tags={"a": "b"}, params={"depth": "3"}, model_type="agent"
)
client.log_outputs(child.info.run_id, [LoggedModelOutput(model.model_id, step=7)])
with tempfile.TemporaryDirectory() as folder:
    for name, text in {
        "MLmodel": "flavors:\n  python_function:\n    python_version: 3.11.7\nmodel_id: x\n",
        "requirements.txt": "numpy==2.0.0\n",
        "model.pkl": "weights",
    }.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    client.log_model_artifacts(model.model_id, folder)
    client.log_artifacts(parent.info.run_id, folder, "model")
client.log_metric(child.info.run_id, "auc", 0.75, 1_700_000_000_000, 1, model_id=model.model_id)
client.finalize_logged_model(model.model_id, LoggedModelStatus.READY)
client.set_terminated(child.info.run_id)
client.set_terminated(parent.info.run_id, "FAILED")
deleted = client.create_run(experiment, run_name="deleted")
client.set_terminated(deleted.info.run_id, "KILLED")
client.delete_run(deleted.info.run_id)
client.create_run(experiment, run_name="open")
for index in range(count):
    run = client.create_run("0", run_name=f"run {index}")
    client.log_batch(
        run.info.run_id,
        metrics=[Metric(f"m{key}", step * 0.5, 1_700_000_000_000 + step, step) for key in range(2) for step in range(50)],
        params=[Param("lr", f"0.{index:04d}"), Param("seed", str(index))],
    )
    client.set_terminated(run.info.run_id)

client.create_registered_model("Étalon", tags={"owner": "bo"}, description="What it is.")
run_uri = f"runs:/{parent.info.run_id}/model"
first = client.create_model_version("Étalon", client.get_run(parent.info.run_id).info.artifact_uri + "/model", parent.info.run_id, tags={"version": "1.4.0"}, description="first")
second = client.create_model_version("Étalon", model.artifact_location, child.info.run_id, model_id=model.model_id)
client.set_registered_model_alias("Étalon", "champion", second.version)
client.set_registered_model_alias("Étalon", "2024-best", first.version)
client.transition_model_version_stage("Étalon", first.version, "Production")
client.create_registered_model("no versions")
print(json.dumps({"experiment": experiment, "parent": parent.info.run_id, "child": child.info.run_id, "model": model.model_id}))
