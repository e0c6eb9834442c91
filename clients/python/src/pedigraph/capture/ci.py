"""Which CI system runs this process, if any, and what it says of the build: these variables and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .credentials import without_credentials


@dataclass(frozen=True, slots=True)
class CiBuild:
    """What a CI system reports."""

    #: As the API takes it.
    build: dict[str, str]
    #: The commit that it checked out for the job.
    commit: str | None
    #: Where that is a merge that only the CI system has: the head of the pull request, which somebody wrote.
    head: str | None
    repository: str | None
    #: Where it checked that out.
    workspace: str | None
    #: Whether `commit` may be a merge that the CI system made without reporting the head, so that Git is asked.
    may_be_merge: bool = False


def read_ci_build(env: Mapping[str, str]) -> CiBuild | None:
    """Read the variables of GitHub Actions, GitLab CI or Jenkins."""
    if env.get("GITHUB_ACTIONS") == "true":
        return _github(env)
    if env.get("GITLAB_CI") == "true":
        return _gitlab(env)
    return _jenkins(env) if env.get("JENKINS_URL") else None


def _build(**facts: str | None) -> dict[str, str]:
    given = {name: value for name, value in facts.items() if value}
    return given | {"url": without_credentials(given["url"])} if "url" in given else given


def _github(env: Mapping[str, str]) -> CiBuild:
    """Source: GitHub Docs, "Variables reference" and the payload of `pull_request`."""
    event = env.get("GITHUB_EVENT_NAME")
    # These build the merge; pull_request_target builds the base.
    of_merge = re.fullmatch(r"pull_request(_review|_review_comment)?", event or "") is not None
    server, name, run = env.get("GITHUB_SERVER_URL"), env.get("GITHUB_REPOSITORY"), env.get("GITHUB_RUN_ID")
    repository = f"{server}/{name}" if server and name else None
    return CiBuild(
        build=_build(
            system="github-actions",
            buildId=run,
            url=f"{repository}/actions/runs/{run}" if repository and run else None,
            job=" / ".join(filter(None, (env.get("GITHUB_WORKFLOW"), env.get("GITHUB_JOB")))),
            event=event,
            gitRef=(env.get("GITHUB_HEAD_REF") if of_merge else None) or env.get("GITHUB_REF"),
        ),
        commit=env.get("GITHUB_SHA"),
        head=_pull_request_head(env.get("GITHUB_EVENT_PATH")) if of_merge else None,
        repository=repository,
        workspace=env.get("GITHUB_WORKSPACE"),
    )


def _pull_request_head(event: str | None) -> str | None:
    try:
        head = json.loads(Path(event or "").read_text("utf-8"))["pull_request"]["head"]["sha"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return head if isinstance(head, str) and re.fullmatch(r"[0-9a-f]{40,64}", head) else None


def _gitlab(env: Mapping[str, str]) -> CiBuild:
    """Source: GitLab Docs, "Predefined CI/CD variables reference"."""
    return CiBuild(
        build=_build(
            system="gitlab-ci",
            buildId=env.get("CI_PIPELINE_ID"),
            url=env.get("CI_JOB_URL") or env.get("CI_PIPELINE_URL"),
            job=env.get("CI_JOB_NAME"),
            event=env.get("CI_PIPELINE_SOURCE"),
            gitRef=env.get("CI_COMMIT_REF_NAME"),
        ),
        commit=env.get("CI_COMMIT_SHA"),
        head=env.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or None,
        repository=env.get("CI_PROJECT_URL"),
        workspace=env.get("CI_PROJECT_DIR"),
    )


def _jenkins(env: Mapping[str, str]) -> CiBuild:
    """Source: Jenkins, "Using environment variables", the Git and the Branch API plugin."""
    return CiBuild(
        build=_build(
            system="jenkins",
            buildId=env.get("BUILD_NUMBER"),
            url=env.get("BUILD_URL"),
            job=env.get("JOB_NAME"),
            event="change" if env.get("CHANGE_ID") else None,
            gitRef=env.get("CHANGE_BRANCH") or env.get("BRANCH_NAME") or env.get("GIT_BRANCH"),
        ),
        commit=env.get("GIT_COMMIT"),
        head=None,
        repository=env.get("GIT_URL"),
        workspace=env.get("WORKSPACE"),
        may_be_merge=bool(env.get("CHANGE_ID")),
    )
