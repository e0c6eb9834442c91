"""A server that dies in the middle of a training, and comes back."""

import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request

import pytest

import pedigraph

POINTS = 100_000


class Server:
    """The product on a store and a port of its own."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.process = None

    def start(self):
        words = [*json.loads(os.environ["PEDIGRAPH_COMMAND"]), "start", "--empty", "--data", str(self.folder)]
        self.process = subprocess.Popen(
            [*words, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(2_400):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                assert self.process.poll() is None, "the server ended"
            threading.Event().wait(0.05)
        raise AssertionError("the server did not become ready")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    # PostgreSQL runs as another user there.
    for above in (folder, *folder.parents[:3]):
        os.chmod(above, 0o755)
    server = Server(folder)
    yield server
    server.stop()


def test_a_run_begins_without_a_server_and_is_all_there_once_it_comes(server, caplog):
    with pedigraph.connect(f"http://127.0.0.1:{server.port}") as pg:
        with pg.run("faults/absent", name="alone", code=False, patience=0) as run:
            run.log_metrics({"loss": 1})
        assert run.run_id is None and "send_spooled" in caplog.text
        server.start()
        (sent,) = pg.send_spooled()
        assert sent.is_sent and sent.has_ended and sent.refused == []
        facts = pg.read_run(sent.run_id)
        assert (facts.name, facts.status, facts.metrics) == ("alone", "FINISHED", {"loss": 1.0})


def test_a_hundred_thousand_points_are_there_once_though_the_server_was_killed(server):
    with pedigraph.connect(f"http://127.0.0.1:{server.port}") as pg:
        with pg.run("faults/killed", code=False, patience=600) as run:
            for step in range(POINTS):
                run.log_metric("loss", step, step=step)
                if step == POINTS // 2:
                    # In the middle of sending: some are there, most are not.
                    while run._spool.sent == 0:
                        threading.Event().wait(0.01)
                    server.kill()
            threading.Thread(target=server.start).start()
        document = 'query ($runs: [ID!]!) { metricSeries(runs: $runs, keys: ["loss"], points: 4) { total } }'
        assert pg.query(document, {"runs": [run.id]})["metricSeries"] == [{"total": POINTS}]
        assert pg.read_run(run.id).status == "FINISHED"
