"""Registration: what it takes of this machine, and that it is what the command `pedigraph register` takes."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import CLOSED_URL, REPOSITORY

from pedigraph import Data, errors
from pedigraph.capture import digests
from pedigraph.capture.ci import read_ci_build
from pedigraph.capture.credentials import without_credentials
from pedigraph.capture.environment import read_environment
from pedigraph.capture.files import collect_files
from pedigraph.capture.provenance import read_provenance


@pytest.fixture(autouse=True)
def _no_build(monkeypatch):
    """Take nothing of the CI system that runs these tests."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_version_is_the_one_that_the_command_registers_for_the_same_folder(pg, git, tmp_path, namespace):
    shutil.copytree(REPOSITORY / "examples" / "house-prices", tmp_path, dirs_exist_ok=True)
    manifest = (tmp_path / "pedigraph.yaml").read_text().replace("examples/", f"{namespace}/")
    (tmp_path / "pedigraph.yaml").write_text(manifest)
    git("add", "--all")
    git("commit", "--quiet", "--message", "Houses by their area")
    command = json.loads(os.environ["PEDIGRAPH_COMMAND"])
    subprocess.run([command[0], "train.mjs"], cwd=tmp_path, check=True)
    subprocess.run(
        [*command, "register", "pedigraph.yaml", "--url", CLOSED_URL],
        cwd=tmp_path,
        check=True,
        env={**os.environ, "PEDIGRAPH_TOKEN": os.environ["TOKEN_OF_CONTRIBUTOR"]},
    )
    schema = [
        {"name": "area", "type": "double", "description": "Square metres."},
        {"name": "rooms", "type": "integer"},
        {"name": "age", "type": "integer", "description": "Years."},
        {"name": "price", "type": "double", "description": "Thousands of EUR."},
    ]
    registration = pg.register(
        f"{namespace}/house-prices",
        architecture="linear-regression",
        command="node train.mjs",
        config={"currency": "EUR"},
        artifacts=[{"path": "model.json", "mediaType": "application/json"}],
        data=[Data(f"{namespace}/houses", "data/houses.csv", schema=schema, license="CC0-1.0")],
        environment={
            "environment": f"{namespace}/node",
            "runtime": {"name": "node", "version": "20.19.0"},
            "packages": [{"manager": "nvm", "name": "node", "version": "20.19.0"}],
        },
        run={
            "experiment": f"{namespace}/house-prices",
            "name": "gradient descent",
            "parameters": json.loads((tmp_path / "params.json").read_text()),
            "metrics": json.loads((tmp_path / "metrics.json").read_text()),
        },
        root=tmp_path,
    )
    assert (registration.created, registration.ref) == (False, f"{namespace}/house-prices@1.0.0")
    assert registration.verdict == "REPRODUCIBLE" and registration.missing == []
    assert "model.json sha256:" in registration.took["artifacts"][0]
    version = pg.version(registration.ref)
    # model.json and metrics.json are not in Git: the one is registered, so the other alone makes the tree dirty there.
    assert version.code.repository == "https://git.example.org/ann/churn.git"


def test_what_is_not_committed_is_named_and_what_is_registered_is_not(pg, git, tmp_path, namespace):
    (tmp_path / "train.py").write_text("depth = 6\n")
    (tmp_path / ".gitignore").write_text("*.tmp\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Train")
    (tmp_path / "train.py").write_text("depth = 7\n")
    for name in ("model.bin", "notes.txt", "ignored.tmp"):
        (tmp_path / name).write_text(name)
    seen = pg.register(f"{namespace}/churn", artifacts="model.bin", root=tmp_path, dry_run=True)
    commit = git("rev-parse", "HEAD").strip()
    assert seen.notes == [f"Not in commit {commit}: notes.txt (not in Git), train.py (changed)."]
    assert not seen.written and seen.verdict == "NOT_REPRODUCIBLE" and "train.py" in " ".join(seen.missing)
    assert seen.took["environment"].startswith(f"{namespace}/python: cpython 3.")
    with pytest.raises(errors.NotFound):
        pg.model(f"{namespace}/churn")
    unmet = pg.register(f"{namespace}/churn", artifacts="model.bin", root=tmp_path, require_reproducible=True)
    assert not unmet.written
    done = pg.register(f"{namespace}/churn", artifacts="model.bin", root=tmp_path)
    again = pg.register(f"{namespace}/churn", artifacts="model.bin", root=tmp_path)
    assert done.created and not again.created and again.ref == done.ref
    version = pg.version(done.ref)
    assert version.code.dirty and version.code.commit == commit and version.environment.packages


def test_a_run_is_pinned_once_it_has_ended_and_the_version_goes_its_way(as_role, pg, tmp_path, namespace):
    (tmp_path / "model.bin").write_text("weights")
    model = f"{namespace}/churn"
    given = {"artifacts": "model.bin", "root": tmp_path, "code": False}
    with pg.run(f"{namespace}/baseline", code=False) as run:
        run.log_metrics({"auc": 0.9})
        with pytest.raises(ValueError, match="is open"):
            pg.register(model, run=run, **given)
    first = pg.register(model, run=run, **given)
    second = pg.register(model, run=run, **given, config={"threshold": 0.4})
    assert pg.version(second.ref).metrics == {"auc": 0.9} and second.ref == f"{model}@1.0.1"
    with pytest.raises(errors.Forbidden):
        pg.promote(first.ref)
    maintainer = as_role("MAINTAINER")
    maintainer.approve(first.ref, "good")
    assert maintainer.promote(first.ref, dry_run=True).ref is None
    assert maintainer.promote(first.ref).ref == first.ref
    assert maintainer.promote(second.ref, reason="better").previous == first.ref
    deployment = maintainer.deploy(second.ref, f"{namespace}-eu")
    back = maintainer.rollback(model, "latency")
    assert (back.previous, back.ref, back.targets) == (second.ref, first.ref, [f"{namespace}-eu"])
    assert pg.set_alias(model, "canary", second.version).ref == second.ref
    assert maintainer.end_deployment(deployment, "replaced") is None
    with pytest.raises(errors.Conflict):
        pg.set_alias(model, "canary", first.version, expected=first.version)
    pg.set_tags(second.ref, {"stage": "final"})
    assert pg.version(second.ref).tags == {"stage": "final"}


def test_data_is_a_ref_or_described_by_a_frame(pg, tmp_path, namespace):
    import pandas

    frame = pandas.DataFrame({"area": [1.5, None], "rooms": [2, 3]})
    frame.to_csv(tmp_path / "rows.csv", index=False)
    ref = pg.register_dataset(Data(f"{namespace}/rows", "rows.csv", frame=frame), root=tmp_path)
    assert ref == f"{namespace}/rows@1.0.0"
    found = pg.query(
        "query ($r: String!) { datasetVersion(ref: $r) { rowCount schema { name type nullable } } }", {"r": ref}
    )
    assert found["datasetVersion"]["rowCount"] == 2
    assert found["datasetVersion"]["schema"][0] == {"name": "area", "type": "float64", "nullable": True}
    done = pg.register(f"{namespace}/model", data=[ref], code=False, environment=False)
    assert pg.version(done.ref).datasets[0].dataset_version.ref == ref
    with pytest.raises(ValueError, match="as a ref such as"):
        pg.register(f"{namespace}/model", data=["rows.csv"], code=False, environment=False)


def test_files_are_read_once_as_long_as_they_do_not_change(tmp_path, monkeypatch):
    file = tmp_path / "big.bin"
    file.write_bytes(b"x" * 9_000_000)
    os.utime(file, (1, 1))
    monkeypatch.setattr(digests, "_SETTLED_NS", -1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    reads = []
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *given, **more: reads.append(path) or opened(path, *given, **more))
    first, again = digests.digest_files([file]), digests.digest_files([file])
    assert first == again and first[0].size_bytes == 9_000_000 and reads == [file]
    file.write_bytes(b"y" * 9_000_000)
    os.utime(file, (1, 1))
    reads.clear()
    assert digests.digest_files([file]) != first and reads == [file]


def test_files_are_found_by_path_folder_and_glob_and_never_outside(tmp_path):
    for name in ("model/a.bin", "model/deep/b.bin", "model/__pycache__/c.pyc", "data/rows.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert collect_files("model/", tmp_path, None).paths == ["model/a.bin", "model/deep/b.bin"]
    assert collect_files(["data/*.csv"], tmp_path, "s3://b").inputs[0]["uri"] == "s3://b/data/rows.csv"
    for given, why in (("../x", "leads out"), ("none.bin", "is not there"), ("none/*.bin", "fits none")):
        with pytest.raises(ValueError, match=why):
            collect_files(given, tmp_path / "model" if given.startswith("..") else tmp_path, None)
    (tmp_path / "model" / "link").symlink_to("/etc/hostname")
    with pytest.raises(ValueError, match="leads out"):
        collect_files("model/link", tmp_path, None)


def test_a_build_is_that_of_the_ci_system_and_its_commit_counts_where_it_is_checked_out(git, tmp_path):
    (tmp_path / "train.py").write_text("1\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Train")
    commit = git("rev-parse", "HEAD").strip()
    env = {
        "GITLAB_CI": "true",
        "CI_PIPELINE_ID": "7",
        "CI_JOB_URL": "https://me:token@gitlab.example.org/jobs/1",
        "CI_COMMIT_SHA": commit,
        "SECRET": "no",
    }
    here = read_provenance(tmp_path, env=env)
    assert here.build == {"system": "gitlab-ci", "buildId": "7", "url": "https://gitlab.example.org/jobs/1"}
    assert here.code == {"repository": "https://git.example.org/ann/churn.git", "commit": commit, "dirty": False}
    other = read_provenance(tmp_path, env={**env, "CI_COMMIT_SHA": "f" * 40})
    assert other.code["commit"] == commit and f"The CI system built {'f' * 40}" in other.notes[0]
    pull = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_HEAD_REF": "branch",
        "GITHUB_REF": "merge",
    }
    assert read_ci_build(pull).build["gitRef"] == "branch"
    assert read_ci_build({"JENKINS_URL": "x", "CHANGE_ID": "1", "BUILD_NUMBER": "3"}).may_be_merge
    assert read_ci_build({}) is None


def test_no_secret_of_a_url_and_no_package_of_a_folder_counts_as_pinned(monkeypatch):
    assert without_credentials("https://me:token@host/x ssh://git@host/y") == "https://host/x ssh://git@host/y"
    described = read_environment("a/python", env={"CI_JOB_IMAGE": "registry/image@sha256:1"})
    assert described["image"] == "registry/image@sha256:1" and described["runtime"]["name"] == "cpython"
    packages = {package["name"]: package.get("version") for package in described["packages"]}
    assert packages["httpx"] and list(packages) == sorted(packages, key=lambda name: name.lower().replace("_", "-"))
