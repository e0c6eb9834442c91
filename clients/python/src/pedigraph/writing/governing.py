"""What moves beside the versions: aliases, promotions, deployments, approvals, tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._core import exchange
from .._core.html import row_table
from .._core.steps import Operation
from ..table import Table


@dataclass(frozen=True, slots=True)
class AliasMove:
    """Where an alias points now, and where it pointed before."""

    alias: str
    ref: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class Promotion:
    """A promotion as it was done, or would be: the verdict, and a row for each rule of the policy."""

    verdict: str
    results: Table
    #: Where the alias points now; None where it was a dry run.
    ref: str | None = None
    previous: str | None = None

    def _repr_html_(self) -> str:
        return f"<p><b>{self.verdict}</b></p>" + row_table(self.results.columns, self.results.rows)


@dataclass(frozen=True, slots=True)
class Rollback:
    """What an alias was rolled back from and to, and how long the one before stood, in seconds."""

    previous: str
    ref: str
    duration_seconds: float
    #: Where the version runs now that was rolled back to.
    targets: list[str]


_RULES = ("rule", "verdict", "observed")
_SET_ALIAS = """mutation ($input: SetAliasInput!) {
  setAlias(input: $input) { alias { name modelVersion { ref } } previous { ref } } }"""
_PROMOTE = """mutation ($input: PromoteInput!) { promote(input: $input) {
  promotion { verdict results { rule verdict observed } } alias { modelVersion { ref } } previous { ref } } }"""
_PREVIEW = """query ($input: PromoteInput!) {
  previewPromotion(input: $input) { verdict results { rule verdict observed } } }"""
_APPROVE = """mutation ($input: ApproveInput!) { approve(input: $input) { __typename } }"""
_ROLLBACK = """mutation ($input: RollbackInput!) {
  rollback(input: $input) { from { ref } to { ref } durationSeconds deployments { target } } }"""
_DEPLOY = """mutation ($input: RecordDeploymentInput!) { recordDeployment(input: $input) { deployment { id } } }"""
_END = """mutation ($input: EndDeploymentInput!) { endDeployment(input: $input) { __typename } }"""
_TAGS = """mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }"""


def _given(**values: Any) -> dict[str, Any]:
    """Leave out what was not given: `expected: null` expects that there is nothing."""
    return {"input": {name: value for name, value in values.items() if value is not None}}


def set_alias(
    model: str, alias: str, version: str, *, expected: str | None = None, reason: str | None = None
) -> Operation[AliasMove]:
    """Point an alias to a version (`1.4.0`); `Conflict` where it does not point to `expected` any more.

    One that a policy guards moves by `promote` alone.
    """
    given = _given(model=model, alias=alias, version=version, expected=expected, reason=reason)
    done = (yield from exchange.mutate(_SET_ALIAS, given))["setAlias"]
    return AliasMove(alias, done["alias"]["modelVersion"]["ref"], done["previous"] and done["previous"]["ref"])


def promote(
    ref: str,
    alias: str = "production",
    *,
    expected: str | None = None,
    reason: str | None = None,
    dry_run: bool = False,
) -> Operation[Promotion]:
    """Promote a version where it meets the policy; `PolicyUnmet` names each rule that it does not meet.

    With `dry_run` nothing is written, and the answer says what would come of it, rule by rule.
    """
    given = _given(modelVersion=ref, alias=alias, expected=expected, reason=reason)
    if dry_run:
        seen = (yield from exchange.query(_PREVIEW, given))["previewPromotion"]
        return Promotion(seen["verdict"], Table(seen["results"], _RULES))
    done = (yield from exchange.mutate(_PROMOTE, given))["promote"]
    previous = done["previous"] and done["previous"]["ref"]
    results = Table(done["promotion"]["results"], _RULES)
    return Promotion(done["promotion"]["verdict"], results, done["alias"]["modelVersion"]["ref"], previous)


def approve(ref: str, comment: str | None = None) -> Operation[None]:
    """Approve a version that somebody else registered."""
    yield from exchange.mutate(_APPROVE, _given(modelVersion=ref, comment=comment))


def rollback(
    model: str, reason: str, *, alias: str = "production", to: str | None = None, expected: str | None = None
) -> Operation[Rollback]:
    """Roll an alias back to the version before, or to `to`, with the deployments of the version that it leaves."""
    given = _given(model=model, alias=alias, to=to, expected=expected, reason=reason)
    done = (yield from exchange.mutate(_ROLLBACK, given))["rollback"]
    targets = [deployment["target"] for deployment in done["deployments"]]
    return Rollback(done["from"]["ref"], done["to"]["ref"], done["durationSeconds"], targets)


def deploy(ref: str, target: str, *, environment: str | None = None, expected: str | None = None) -> Operation[str]:
    """Record that a version runs on a target now, in an environment version where it is known; return its id."""
    given = _given(modelVersion=ref, target=target, environment=environment, expected=expected)
    done: dict[str, Any] = yield from exchange.mutate(_DEPLOY, given)
    return str(done["recordDeployment"]["deployment"]["id"])


def end_deployment(deployment: str, reason: str | None = None) -> Operation[None]:
    """Record that a deployment has ended, by its id."""
    yield from exchange.mutate(_END, _given(deployment=deployment, reason=reason))


def set_tags(of: str, tags: Mapping[str, str | None]) -> Operation[None]:
    """Set tags of a model or a version, by its name or ref; a tag whose value is None is removed."""
    given = {key: value for key, value in tags.items() if value is not None}
    removed = [key for key, value in tags.items() if value is None]
    yield from exchange.mutate(_TAGS, _given(of=of, set=given, remove=removed))
