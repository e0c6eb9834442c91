"""Random histories made with the real dvc and gto, and what these tools themselves say of them, as JSON.

python make_histories.py FOLDER SEED COUNT: repositories in FOLDER/<n>, with FOLDER/<n>.json beside each.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from dvc.repo import Repo
from gto.api import history, show

ENVIRONMENT = {
    **os.environ,
    "DVC_NO_ANALYTICS": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "Ann"), ("EMAIL", "a@example.org"))},
}
os.environ.update(ENVIRONMENT)


class Project:
    def __init__(self, folder: Path, seed: int):
        self.random = random.Random(seed)
        self.folder = folder
        self.minute = 0
        folder.mkdir(parents=True)
        self.run("git", "init", "-q", "-b", "main")
        self.run("dvc", "init", "-q")
        self.run("dvc", "config", "core.autostage", "true")

    def run(self, *words: str, check: bool = True) -> str:
        # Sometimes two things happen in one second, as they do in pipelines.
        self.minute += self.random.choice([0, 1, 1, 1])
        date = f"{1704067200 + 60 * self.minute} +0000"
        environment = {**ENVIRONMENT, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"{words}: {done.stderr}")
        return done.stdout

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self) -> str:
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "--allow-empty", "-m", f"step {self.minute}")
        return self.run("git", "rev-parse", "HEAD").strip()


PIPELINES = [
    # Templates, another file of parameters, metrics in Git and beside it.
    """vars: [names.json]
stages:
  prepare:
    cmd: python -c "open('data.txt','w').write('${seed} ${title}')"
    params: [seed, {other.toml: [rate]}]
    outs: [data.txt]
  train:
    cmd: python -c "import json; json.dump({'auc':${seed}/7,'deep':{'n':1,'ok':True},'word':'w'},open('metrics.json','w')); open('model.pkl','w').write('${seed}'); json.dump({'hidden':1},open('cached.json','w'))"
    deps: [data.txt]
    params: [seed, model.depth]
    outs: [model.pkl]
    metrics: [metrics.json: {cache: false}, cached.json]
artifacts: {net: {path: model.pkl, type: model}}
""",
    # foreach over a list and an object, and a folder that stages run in.
    """stages:
  part:
    foreach: ${list}
    do:
      cmd: python -c "open('p-${item}.txt','w').write('${item} ${seed}')"
      params: [seed]
      outs: ["p-${item}.txt"]
  keyed:
    foreach: ${model}
    do:
      wdir: sub
      cmd: python -c "open('k-${key}.txt','w').write('${item}')"
      outs: ["k-${key}.txt"]
""",
    # A matrix.
    """stages:
  grid:
    matrix: {letter: [a, b], size: "${list}"}
    cmd: python -c "import os; os.makedirs('g-${key}',exist_ok=True); open('g-${key}/o','w').write('${item.letter} ${item.size} ${seed}')"
    params: [seed]
    outs: ["g-${key}"]
""",
    # Folders of parameters and metrics, parameters in Python, a template that reads a part of a file.
    """vars: [set.json]
params: [conf]
metrics: [scores]
stages:
  score:
    cmd: python -c "import json,os; os.makedirs('scores/deep',exist_ok=True); json.dump({'auc':${seed}/7},open('scores/a.json','w')); json.dump({'f1':${net.depth}},open('scores/deep/b.yaml','w'))"
    params: [seed, {module.py: [RATE, Train.size]}]
    outs: [scores: {cache: false}]
""",
]


def params_text(chance: random.Random) -> str:
    seed, depth, size = chance.randint(0, 3), chance.randint(1, 3), chance.choice(["1.0", "0.00001", "3", "x"])
    return f"seed: {seed}\nmodel: {{depth: {depth}, rate: 1e-3}}\nlist: [1, {size}, true]\n"


def make(folder: Path, seed: int) -> dict:
    project = Project(folder, seed)
    chance = project.random
    project.write("names.json", '{"title": "t", "unused": 1.0}')
    project.write("other.toml", "rate = 0.5\n")
    project.write("set.json", '{"net": {"depth": 2, "width": 4}, "unused": 1}')
    project.write("module.py", "RATE = 0.5\nclass Train:\n    size = 3\n    other = 4\n")
    project.write("conf/a.yaml", "rate: 1e-3\n")
    project.write("conf/deep/b.toml", "rows = 3\n")
    project.write("sub/.gitkeep", "")
    project.write("raw/a.csv", f"{seed}")
    project.write("raw/b.csv", "b\r\n")
    project.run("dvc", "add", "-q", "raw", check=False)
    pipeline = PIPELINES[seed % len(PIPELINES)]
    project.write("dvc.yaml", pipeline)
    commits = []
    for _ in range(chance.randint(2, 4)):
        project.write("params.yaml", params_text(chance))
        project.write("other.toml", f"rate = {chance.choice(['0.5', '1.0', '7'])}\n")
        project.run("dvc", "repro", "-q")
        commits.append(project.commit())
    for name in ["net", "some/dir:net", "other-net"]:
        for _ in range(chance.randint(0, 7)):
            act(project, chance, name, chance.choice(commits))
    for noise in ["v1.0.0", "release/2", "net@1.0.0"]:
        project.run("git", "tag", "-a", "-m", "noise", noise, chance.choice(commits))
    project.run("git", "tag", "net@v77.0.0", commits[0], check=False)
    return facts(project, commits)


def act(project: Project, chance: random.Random, name: str, commit: str) -> None:
    version = f"v{chance.randint(0, 2)}.{chance.randint(0, 1)}.{chance.randint(0, 2)}{chance.choice(['', '', '-rc.1'])}"
    stage = chance.choice(["dev", "prod", "a-b"])
    words = chance.choice(
        [
            ["register", name, commit, "--version", version],
            ["assign", name, commit, "--stage", stage],
            ["assign", name, commit, "--stage", stage, "--force"],
            ["assign", name, commit, "--stage", stage, "--skip-registration"],
            ["unassign", name, commit, "--stage", stage],
            ["deregister", name, commit],
            ["deprecate", name],
        ]
    )
    # What gto itself refuses is no part of the history.
    project.run("gto", *words, check=False)


def facts(project: Project, commits: list) -> dict:
    folder = str(project.folder)
    try:
        shown = show(folder)
        events = [
            {**{key: event[key] for key in ("artifact", "event", "version", "stage", "commit", "ref")}, "at": event["timestamp"].timestamp()}
            for event in history(folder, ascending=True)
        ]
    except Exception as error:  # gto cannot read some histories that it makes
        return {"gto show": {}, "gto history": [], "gto error": str(error), "revisions": revisions(project, commits)}
    return {"gto show": shown, "gto history": events, "gto error": None, "revisions": revisions(project, commits)}


def revisions(project: Project, commits: list) -> dict:
    return {commit: revision(project, commit) for commit in commits}


def revision(project: Project, commit: str) -> dict:
    project.run("git", "checkout", "-q", commit)
    project.run("dvc", "checkout", "-q", "-f", check=False)
    # What stages and files are called is relative to where one stands.
    os.chdir(project.folder)
    with Repo() as repo:
        stages = [
            {
                "name": stage.addressing,
                "cmd": stage.cmd if isinstance(stage.cmd, list) else [stage.cmd],
                "outs": {out.fs_path[len(repo.root_dir) + 1 :]: [out.hash_name, out.hash_info.value] for out in stage.outs},
            }
            for stage in repo.index.stages
        ]
        params = repo.params.show()[""]["data"]
        metrics = repo.metrics.show()[""]["data"]
    project.run("git", "checkout", "-q", "main")
    read = lambda files: {name: file.get("data") for name, file in files.items()}  # noqa: E731
    return {"stages": stages, "params": read(params), "metrics": read(metrics)}


def main() -> None:
    target, seed, count = Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3])
    for number in range(count):
        told = make(target / str(number), seed + number)
        (target / f"{number}.json").write_text(json.dumps(told, default=str))


main()
