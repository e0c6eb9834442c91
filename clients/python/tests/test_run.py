"""Runs: what is logged arrives once, whatever the server does meanwhile."""

import json
import logging
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CLOSED_URL

from pedigraph import Data, errors
from pedigraph.writing import send_spooled
from pedigraph.writing.spool import Spool, left_over, spool_folder

#: What a run is read back with.
_POINTS = """query ($id: ID!, $key: String!, $after: String) { run(id: $id) {
  metricHistory(key: $key, first: 1000, after: $after) {
    nodes { step value } pageInfo { hasNextPage endCursor } } } }"""


def history(pg, run, key):
    points, after = [], None
    while True:
        page = pg.query(_POINTS, {"id": run, "key": key, "after": after})["run"]["metricHistory"]
        points += [(one["step"], one["value"]) for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return points
        after = page["pageInfo"]["endCursor"]


def test_a_run_has_what_was_logged_and_ends_with_its_block(pg, namespace, tmp_path):
    (tmp_path / "model.bin").write_bytes(b"weights")
    with pg.run(f"{namespace}/baseline", name="night 1", params={"lr": 0.1}, tags={"team": "risk"}, code=False) as run:
        run.log_params({"layers": [64, 32], "seed": 2**60})
        for step in range(2_500):
            run.log_metrics({"loss": 1 / (step + 1), "auc": step}, step=step)
        run.log_metric("diverged", math.nan)
        run.log_metric("diverged", math.inf)
        ref = run.log_input(
            Data(f"{namespace}/rows", [{"path": "a.csv", "uri": "s3://b/a.csv", "digest": f"sha256:{'0' * 64}"}])
        )
        run.log_artifact("model.bin", root=tmp_path)
        run.set_tags({"stage": "final"})
    facts = pg.read_run(run.id)
    assert (facts.status, facts.name, facts.experiment) == ("FINISHED", "night 1", f"{namespace}/baseline")
    assert facts.parameters == {"lr": 0.1, "layers": [64, 32], "seed": str(2**60)}
    assert facts.tags == {"team": "risk", "stage": "final"} and facts.digest.startswith("sha256:")
    assert facts.metrics["auc"] == 2_499 and facts.metrics["diverged"] == math.inf
    assert [use.dataset_version.ref for use in facts.inputs] == [ref] and facts.artifacts[0].path == "model.bin"
    assert history(pg, run.id, "loss") == [(step, 1 / (step + 1)) for step in range(2_500)]
    assert [step for step, _ in history(pg, run.id, "diverged")] == [0, 1]
    assert list(left_over(CLOSED_URL)) == []
    with pytest.raises(ValueError, match="has ended"):
        run.log_metric("late", 1)


def test_a_block_that_fails_is_a_failed_run(pg, namespace):
    with pytest.raises(ZeroDivisionError), pg.run(f"{namespace}/failing", code=False) as run:
        run.log_metric("loss", 1 / 0)
    assert pg.read_run(run.id).status == "FAILED"


def test_a_run_that_the_server_refuses_does_not_begin(as_role, namespace):
    with pytest.raises(errors.Forbidden):
        as_role("VIEWER").run(f"{namespace}/closed", code=False)
    assert list(left_over(CLOSED_URL)) == []


def test_one_line_that_is_refused_is_put_aside_and_the_rest_arrives(pg, namespace, caplog):
    given = {"params": {"lr": 0.1}, "code": False}
    with caplog.at_level(logging.ERROR, "pedigraph"), pg.run(f"{namespace}/odd", **given) as run:
        run.log_params({"depth": 3, "lr": 0.2, "seed": 7})
        for step in range(40):
            run.log_metric("" if step == 17 else "loss", step, step=step)
    steps = [step for step, _ in history(pg, run.id, "loss")]
    assert steps == [step for step in range(40) if step != 17]
    assert list(left_over(CLOSED_URL)) == []
    assert pg.read_run(run.id).parameters == {"lr": 0.1, "depth": 3, "seed": 7}
    refused = spool_folder() / run.external_id.partition(":")[2] / "refused"
    parameter, point = (json.loads(line) for line in refused.read_text().splitlines())
    assert parameter["line"] == 'p{"lr":0.2}' and "CONFLICT" in parameter["reason"]
    assert '"step":17' in point["line"] and "BAD_USER_INPUT" in point["reason"] and str(refused.parent) in caplog.text


def test_a_run_that_has_ended_goes_on_beside_what_is_sealed(pg, namespace):
    with pg.run(f"{namespace}/again", code=False) as run:
        run.log_metrics({"loss": 3})
    sealed = pg.read_run(run.id).digest
    with pg.run(f"{namespace}/again", resume=run.id) as resumed:
        resumed.log_metrics({"loss": 2})
    assert pg.read_run(run.id).digest == sealed
    found = pg.query(
        "query ($id: ID!) { run(id: $id) { metrics(includeAfterEnd: true) { key step value } } }", {"id": run.id}
    )
    assert found["run"]["metrics"] == [{"key": "loss", "step": 1, "value": 2}]


_TRAINING = """
import os, sys, pedigraph
pg = pedigraph.connect(os.environ["URL"], os.environ["TOKEN"])
run = pg.run(sys.argv[1], code=False)
for step in range(5_000):
    run.log_metric("loss", step, step=step)
run._background.append_entries()
print(run.external_id, flush=True)
os._exit(9)
"""


def test_what_a_dead_process_has_left_is_sent_by_the_next_and_its_run_goes_on(pg, namespace):
    environment = {**os.environ, "URL": CLOSED_URL, "TOKEN": os.environ["TOKEN_OF_CONTRIBUTOR"]}
    died = subprocess.run(
        [sys.executable, "-c", _TRAINING, f"{namespace}/killed"], env=environment, capture_output=True, text=True
    )
    assert died.returncode == 9, died.stderr
    (folder,) = left_over(CLOSED_URL)
    # A line of which the disk has only a half.
    with open(folder / "log", "ab") as log:
        log.write(b'm{"key":"loss","va')
    (sent,) = pg.send_spooled()
    assert sent.is_sent and not sent.has_ended and sent.experiment == f"{namespace}/killed"
    with pg.run(f"{namespace}/killed", resume=died.stdout.strip()) as run:
        run.log_metric("loss", 5_000)
    assert history(pg, run.id, "loss") == [(step, step) for step in range(5_001)]
    assert list(left_over(CLOSED_URL)) == []


def test_a_batch_that_the_server_still_works_on_for_a_dead_process_is_sent_again(monkeypatch):
    pauses, answers = [], [errors.IdempotencyKeyInFlight("still at it")] * 2
    monkeypatch.setattr("time.sleep", pauses.append)

    def work():
        if answers:
            raise answers.pop()
        return "sent"

    assert send_spooled._once_ended(work) == "sent"
    assert len(pauses) == 2


def test_a_spool_is_sent_by_one_process_at_a_time(pg, namespace):
    with pg.run(f"{namespace}/open", code=False) as run:
        assert pg.send_spooled() == []
        run.log_metric("loss", 1)
    assert history(pg, run.id, "loss") == [(0, 1)]


def test_a_batch_that_is_sent_twice_is_there_once(pg, namespace):
    run = pg.run(f"{namespace}/twice", code=False)
    for step in range(1_500):
        run.log_metric("loss", step, step=step)
    assert run.flush()
    # As after a death between the answer and the note of it.
    (Path(run._spool.folder) / "sent").write_text("0")
    run._spool.sent = 0
    run.finish()
    assert history(pg, run.id, "loss") == [(step, step) for step in range(1_500)]


def test_batches_hold_a_thousand_points_and_never_two_kinds(tmp_path, monkeypatch):
    monkeypatch.setenv("PEDIGRAPH_STATE", str(tmp_path))
    spool = Spool.create({"externalId": "python:one", "url": "http://nowhere", "input": {}})
    spool.append("m{}\n" * 1_001 + "p{}\n" + "m{}\n")
    sizes = []
    while (batch := spool.next_batch()) is not None:
        sizes.append((batch.kind, len(batch.lines)))
        spool.mark_sent(batch)
    assert sizes == [(b"m", 1_000), (b"m", 1), (b"p", 1), (b"m", 1)]
    spool.close()
