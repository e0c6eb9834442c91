"""What is sent again, and what an answer becomes: the steps of an operation, without a server and without a clock."""

import json
import pickle
import re

import pytest
from conftest import REPOSITORY

from pedigraph import errors
from pedigraph._core import exchange
from pedigraph._core.steps import NoReply, Pause, Reply, Send


def take(operation, *replies):
    """Answer each request with the next of `replies`; what was sent, and the pauses in between."""
    sent, pauses, left = [], [], list(replies)
    step = next(operation)
    try:
        while True:
            if isinstance(step, Pause):
                pauses.append(step.seconds)
                step = operation.send(None)
            else:
                assert isinstance(step, Send)
                sent.append(step)
                step = operation.send(left.pop(0))
    except StopIteration as end:
        return end.value, sent, pauses


def refusal(code, status=200, headers=(), **extensions):
    body = {"data": None, "errors": [{"message": "A sentence.", "extensions": {"code": code, **extensions}}]}
    return Reply(status, dict(headers), json.dumps(body))


DONE = Reply(200, {}, '{"data":{"done":true}}')
LOST = NoReply("ReadError", may_have_arrived=True)


@pytest.mark.parametrize("first", [LOST, refusal("OUTCOME_UNKNOWN"), refusal("IDEMPOTENCY_KEY_IN_FLIGHT", 409)])
def test_a_write_is_sent_again_as_it_was_under_the_same_key(first):
    value, sent, pauses = take(exchange.mutate("mutation { done }", {"a": 1}), first, DONE)
    assert value == {"done": True} and len(pauses) == 1
    assert sent[0] == sent[1] and re.fullmatch(r"[0-9a-f-]{36}", sent[0].headers["idempotency-key"])


def test_no_two_writes_have_one_key():
    keys = {take(exchange.mutate("mutation { done }", {}), DONE)[1][0].headers["idempotency-key"] for _ in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize("asked", [{"retryAfter": 7}, {}])
def test_a_server_that_says_when_is_not_asked_before(asked):
    busy = refusal("OVERLOADED", 503, {"retry-after": "7"}, **asked)
    _, _, pauses = take(exchange.query("{ done }"), busy, DONE)
    assert pauses == [7.0]


def test_a_refusal_is_not_sent_again():
    with pytest.raises(errors.Conflict, match="A sentence"):
        take(exchange.mutate("mutation { done }", {}), refusal("CONFLICT"))


def test_a_server_that_never_answers_is_given_up():
    with pytest.raises(errors.Unavailable, match="Is the server running"):
        take(exchange.query("{ done }"), *[NoReply("ConnectError", may_have_arrived=False)] * exchange.ATTEMPTS)


def test_where_no_more_keys_are_taken_a_write_that_is_safe_goes_without():
    full = refusal("TOO_MANY_IDEMPOTENCY_KEYS", 429)
    _, sent, _ = take(exchange.mutate("mutation { done }", {}, safe_without_key=True), full, DONE)
    assert "idempotency-key" not in sent[1].headers
    with pytest.raises(errors.TooManyIdempotencyKeys):
        take(exchange.mutate("mutation { done }", {}), full)


@pytest.mark.parametrize(
    ("status", "is_write", "kind"),
    [(502, True, errors.OutcomeUnknown), (502, False, errors.Unavailable), (404, False, errors.NotFound)],
)
def test_an_answer_of_a_proxy_has_the_nearest_code(status, is_write, kind):
    page = Reply(status, {"content-type": "text/html"}, "<h1>Oh</h1>")
    operation = exchange.mutate("mutation { done }", {}) if is_write else exchange.query("{ done }")
    with pytest.raises(kind):
        take(operation, *[page] * exchange.ATTEMPTS)


def test_each_code_of_the_documents_is_an_exception_that_travels():
    text = (REPOSITORY / "docs" / "errors.md").read_text("utf-8")
    codes = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert codes == set(errors.PedigraphError.by_code)
    error = errors.error_of("POLICY_UNMET", "A sentence.", {"rules": 2})
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.PolicyUnmet and (again.message, again.details) == ("A sentence.", {"rules": 2})
    assert errors.error_of("SOMETHING_NEW", "A sentence.").code == "SOMETHING_NEW"
