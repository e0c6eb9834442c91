"""Offline runs of the real wandb, and what was logged to them: python make_runs.py FOLDER SEED COUNT.

What is expected is what this script has logged, and what wandb's own objects say of artifacts; no file of wandb is read.
"""

import json
import math
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve()


def number(rng):
    return rng.choice([rng.random(), rng.randint(-5, 5), 1e20, -1e-300, float("nan"), float("inf"), float("-inf")])


def config_of(rng):
    return {
        "lr": rng.choice([0.1, 1e-05, 3]),
        "text": rng.choice(["0.0", "adam", "", "ä ü 中文", "a\nb", '"quoted"']),
        "flag": rng.choice([True, False]),
        "nothing": None,
        "large": rng.randint(2**60, 2**62),
        "opt": {"name": "sgd", "betas": [0.9, 0.999], "deep": {"er": rng.randint(0, 9)}},
        "__proto__": "a key",
        "dotted.key": 1,
    }


def one_run(folder, seed, shape, identity=None):
    """Makes one run in this process, which ends with it."""
    import numpy
    import wandb

    rng = random.Random(seed)
    os.chdir(folder)
    config = config_of(rng)
    identity = identity or f"r{seed}{shape}"
    expected = {"id": identity, "project": rng.choice(["plain", "with space", "Größe"])}
    # A JSON reader in another language rounds it.
    expected["config"] = {**config, "large": str(config["large"])}
    tags = rng.sample(["a", "best so far", "ü"], rng.randint(0, 3))
    run = wandb.init(
        project=expected["project"],
        id=identity,
        name=f"run {seed}",
        notes="two\nlines",
        group="g1",
        job_type="train",
        config=config,
        tags=tags,
    )
    expected.update(name=f"run {seed}", tags=tags, notes="two\nlines", group="g1", job_type="train")
    points = []
    # What a killed process leaves is what filled blocks of 32 KiB.
    steps = {"finished": rng.choice([1, 7, 1500]), "failed": 5, "crashed": 1500}[shape]
    for step in range(steps):
        row = {"loss": number(rng), "nested": {"x": step, "y": {"z": number(rng)}}, "odd/key name": step * 2}
        if step % 2:
            row["sometimes"] = rng.random()
        points += [["loss", row["loss"], step], ["nested.x", step, step], ["nested.y.z", row["nested"]["y"]["z"], step]]
        points += [["odd/key name", step * 2, step]]
        points += [["sometimes", row["sometimes"], step]] if step % 2 else []
        others = {"note": "a text", "seen": True, "hist": wandb.Histogram(numpy.array([1, 2, 3]))} if step == 0 else {}
        run.log({**row, **others})
    run.log({"late": 1}, step=steps + 10)
    points.append(["late", 1, steps + 10])
    expected["points"] = [[key, repr_of(value), step] for key, value, step in points]
    run.summary["best"] = 0.75
    run.summary["verdict"] = "good"
    expected["artifacts"] = [artifact(run, wandb, folder, seed, kind, rng) for kind in ("dataset", "model", "result")]
    expected["exit_code"] = {"finished": 0, "failed": 3}.get(shape)
    expected["state"] = shape
    pathlib.Path(folder, f"expected-{identity}.json").write_text(json.dumps(expected))
    if shape == "crashed":
        time.sleep(2)
        os.kill(os.getpid(), signal.SIGKILL)
    run.finish(exit_code=expected["exit_code"])


def repr_of(value):
    return str(value).replace("nan", "NaN").replace("inf", "Infinity") if not math.isfinite(value) else value


def artifact(run, wandb, folder, seed, kind, rng):
    data = pathlib.Path(folder, f"data-{seed}-{kind}")
    (data / "sub").mkdir(parents=True, exist_ok=True)
    (data / "a b.bin").write_bytes(rng.randbytes(rng.randint(1, 5000)))
    (data / "sub" / "c#d.txt").write_text(str(seed))
    made = wandb.Artifact(f"{kind}-of-tests", kind, description=f"a {kind}", metadata={"rows": seed})
    made.add_dir(str(data))
    made.add_reference("https://example.org/data", checksum=False)
    aliases = ["best"] if kind == "model" and seed % 2 else []
    run.log_artifact(made, aliases=aliases)
    entries = sorted([entry.path, entry.size or 0] for entry in made.manifest.entries.values())
    return {"name": made.name.split(":")[0], "type": kind, "digest": made.digest, "aliases": aliases, "files": entries}


def main(folder, seed, count):
    shapes = ["finished", "failed", "crashed"]
    for index in range(count):
        words = [sys.executable, str(HERE), folder, str(seed + index), shapes[index % 3], "--one"]
        env = {**os.environ, "WANDB_MODE": "offline", "WANDB_SILENT": "true", "WANDB_DIR": folder}
        done = subprocess.run(words, env=env, timeout=300, check=False)
        wanted = {"finished": 0, "failed": 0, "crashed": -signal.SIGKILL}[shapes[index % 3]]
        if done.returncode != wanted:
            sys.exit(f"the run {seed + index} ended with {done.returncode}, and not with {wanted}")


if __name__ == "__main__":
    if sys.argv[4:] == ["--one"]:
        one_run(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
