"""What Git says of a folder: the commit, and which files it does not contain."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .credentials import without_credentials

UNTRACKED = "not in Git"
#: Nothing is started that a configuration names, nothing is fetched, nothing is written.
_QUIET = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
#: Only for what never ends.
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class UncommittedFile:
    """A file that the commit does not contain as it lies here; `path` from the top of the repository."""

    path: str
    how: str

    @property
    def is_untracked(self) -> bool:
        """Whether Git does not know it at all."""
        return self.how == UNTRACKED


@dataclass(frozen=True, slots=True)
class GitCode:
    """The code of a folder."""

    root: Path
    commit: str
    repository: str | None
    #: The folder in the repository, with `/`; None where it is the repository's own.
    path: str | None
    #: None where Git cannot tell.
    uncommitted: list[UncommittedFile] | None


def read_git(folder: Path) -> GitCode | None:
    """Ask Git about a folder; None where it lies in no repository, that has no commit, or there is no Git."""
    real = folder.resolve()
    top = _git(real, "rev-parse", "--show-toplevel")
    commit = _git(real, "rev-parse", "--verify", "HEAD")
    if top is None or commit is None:
        return None
    root = Path(top.removesuffix("\n"))
    inside = real.relative_to(root.resolve()).as_posix()
    remote = (_git(real, "remote", "get-url", "origin") or "").strip()
    return GitCode(
        root=root,
        commit=commit.strip(),
        repository=without_credentials(remote) if remote else None,
        path=None if inside == "." else inside,
        uncommitted=_read_uncommitted(root, "" if inside == "." else inside),
    )


def holds_same_files(folder: Path, one: str, other: str) -> bool:
    """Whether two commits are known to hold the same files; a shallow clone may not know one of them."""
    trees = [_git(folder, "rev-parse", "--verify", "--quiet", f"{commit}^{{tree}}") for commit in (one, other)]
    return trees[0] is not None and trees[0] == trees[1]


def head_of_jenkins_merge(folder: Path) -> str | None:
    """Name the head of the change, where Jenkins itself made the merge that is checked out.

    Source: the Git plugin, MergeWithGitSCMExtension.
    """
    header = (_git(folder, "cat-file", "commit", "HEAD") or "").split("\n\n", 1)[0].splitlines()
    parents = [line.removeprefix("parent ") for line in header if line.startswith("parent ")]
    is_jenkins = any(line.startswith("committer Jenkins <nobody@nowhere> ") for line in header)
    return parents[0] if is_jenkins and len(parents) > 1 else None


def _read_uncommitted(root: Path, inside: str) -> list[UncommittedFile] | None:
    """List what differs anywhere in the repository, and below `inside` what Git neither knows nor ignores."""
    listed = _git(
        root, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=none"
    )
    if listed is None:
        return None
    found = []
    for entry in filter(None, listed.split("\0")):
        state, path = entry[:2], entry[3:]
        if state == "??":
            if inside == "" or path.startswith(f"{inside}/"):
                found.append(UncommittedFile(path, UNTRACKED))
        else:
            found.append(UncommittedFile(path, _how(state)))
    return sorted(found, key=lambda file: file.path)


def _how(state: str) -> str:
    if state[1] == "D":
        return "deleted"
    return "changed" if state[1] != " " else "changed, and staged"


def _git(folder: Path, *words: str) -> str | None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *_QUIET, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
