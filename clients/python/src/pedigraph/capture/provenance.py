"""Which code, and which build: what Git and the CI system say, and which of the two counts."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .ci import CiBuild, read_ci_build
from .credentials import without_credentials
from .git import GitCode, UncommittedFile, head_of_jenkins_merge, holds_same_files, read_git

#: The most files that are named to a person, and that the API takes.
_MAX_NAMED, _MAX_SENT, _MAX_CHARACTERS = 20, 1_000, 1_000


@dataclass(frozen=True, slots=True)
class Provenance:
    """The code as the API takes it, the build, and what a person has to know of how it was found out."""

    code: dict[str, Any] | None
    build: dict[str, str] | None
    #: What the commit does not contain, as it is reported: `train.py (changed)`.
    uncommitted: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_provenance(folder: Path, registered: Collection[str] = (), env: Mapping[str, str] | None = None) -> Provenance:
    """Read what Git says of a folder, and the CI system of the build.

    What the CI system says of the code counts where the folder is what it checked out; else Git's HEAD does, and a note
    says so. Of `registered`, paths from the folder, what Git does not know is no change: it is pinned by its digest.
    """
    git, ci = read_git(folder), read_ci_build(os.environ if env is None else env)
    commit, is_checked_out, notes = _commit_of(folder, git, ci)
    build = None if ci is None else ci.build
    if commit is None:
        return Provenance(None, build, notes=notes)
    repository = (git and git.repository) or (ci.repository if ci and is_checked_out else None)
    code: dict[str, Any] = {"commit": commit}
    if repository:
        code["repository"] = without_credentials(repository)
    if git is not None and git.path is not None:
        code["path"] = git.path
    # A checkout may come without Git, as an archive: then nothing is known of changes.
    left = _left(git.uncommitted, git.path, registered) if git is not None else []
    named = [f"{file.path} ({file.how})" for file in left or []]
    code["dirty"] = left is None or bool(left)
    if left is None:
        notes.append(f"Git cannot tell whether all of the code is in commit {commit}.")
    elif named:
        more = f", and {len(named) - _MAX_NAMED} more" if len(named) > _MAX_NAMED else ""
        notes.append(f"Not in commit {commit}: {', '.join(named[:_MAX_NAMED])}{more}.")
    return Provenance(code, build, [one[:_MAX_CHARACTERS] for one in named[:_MAX_SENT]], notes)


def _left(
    uncommitted: list[UncommittedFile] | None, path: str | None, registered: Collection[str]
) -> list[UncommittedFile] | None:
    if uncommitted is None:
        return None
    known = {f"{path}/{file}" if path else file for file in registered}
    return [file for file in uncommitted if not (file.is_untracked and file.path in known)]


def _commit_of(folder: Path, git: GitCode | None, ci: CiBuild | None) -> tuple[str | None, bool, list[str]]:
    """Decide on the commit, whether the folder is what the CI system checked out, and what has to be known of it."""
    if git is not None and ci is not None and ci.may_be_merge:
        merged = head_of_jenkins_merge(folder)
        if merged is not None and ci.commit in (None, git.commit, merged):
            return merged, True, _notes_of_merge(folder, git.commit, merged)
    if ci is None or ci.commit is None:
        return (git and git.commit) or None, False, []
    written = ci.head or ci.commit
    if git is None:
        # A checkout may come without Git, as an archive.
        if _is_within(ci.workspace, folder):
            return written, True, []
        return (
            None,
            False,
            [f"The CI system built {ci.commit}, but {folder} is not what it checked out: no commit is recorded."],
        )
    if git.commit in (written, ci.commit):
        return written, True, _notes_of_merge(folder, git.commit, written)
    return (
        git.commit,
        False,
        [f"The CI system built {ci.commit}, but HEAD of {folder} is {git.commit}: that is recorded."],
    )


def _notes_of_merge(folder: Path, built: str, recorded: str) -> list[str]:
    """Whoever rebuilds gets the files of the head: where those of the merge are others, somebody has to know."""
    if built == recorded or holds_same_files(folder, built, recorded):
        return []
    return [
        f"What was built is {built}, a merge that only the CI system has. "
        f"Its head {recorded} is recorded, whose files may be others."
    ]


def _is_within(workspace: str | None, folder: Path) -> bool:
    if not workspace:
        return False
    try:
        return folder.resolve(strict=True).is_relative_to(Path(workspace).resolve(strict=True))
    except OSError:
        return False
