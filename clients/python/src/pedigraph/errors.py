"""What is raised: each public error code of the API is an exception of its own (docs/errors.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class PedigraphError(Exception):
    """The server refused a request, or could not be asked.

    The text is the server's sentence: what was expected, what came, what to do. A code that this release does not know
    comes as this very class.
    """

    code: str = "INTERNAL_SERVER_ERROR"
    #: Known classes by their code.
    by_code: ClassVar[dict[str, type[PedigraphError]]] = {}

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Take what the answer says; `details` are the other `extensions`, `data` what was answered all the same."""
        super().__init__(message)
        self.message = message
        self.details = dict(details or {})
        self.data = data
        if code is not None:
            self.code = code

    def __init_subclass__(cls) -> None:
        """Make the class known by its code."""
        super().__init_subclass__()
        PedigraphError.by_code.setdefault(cls.code, cls)

    def __str__(self) -> str:
        """Code and sentence."""
        return f"{self.code}: {self.message}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes, as errors of worker pools do."""
        return _rebuilt, (self.code, self.message, self.details, self.data)


def error_of(
    code: str, message: str, details: Mapping[str, Any] | None = None, data: Mapping[str, Any] | None = None
) -> PedigraphError:
    """Make the exception of a code."""
    return PedigraphError.by_code.get(code, PedigraphError)(message, code=code, details=details, data=data)


def _rebuilt(code: str, message: str, details: dict[str, Any], data: Mapping[str, Any] | None) -> PedigraphError:
    return error_of(code, message, details, data)


class BadRequest(PedigraphError):
    """The HTTP request is not one of GraphQL over HTTP, or comes by a name or a page that may not ask."""

    code = "BAD_REQUEST"


class PersistedQueryNotSupported(PedigraphError):
    """A hash came in place of a document, and the server takes none here."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class PersistedQueryNotFound(PedigraphError):
    """The server does not know the document with this hash."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class DocumentNotTrusted(PedigraphError):
    """The server answers this caller trusted documents alone, and the document is none of them."""

    code = "DOCUMENT_NOT_TRUSTED"


class BadUserInput(PedigraphError):
    """An argument is malformed or out of range; nothing was written."""

    code = "BAD_USER_INPUT"


class GraphqlParseFailed(PedigraphError):
    """The document is not GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"


class GraphqlValidationFailed(PedigraphError):
    """The document does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"


class QueryRefused(PedigraphError):
    """The document exceeds a limit of the edge or uses a reserved name; the message names it."""

    code = "QUERY_REFUSED"


class NotPlanned(PedigraphError):
    """The planner of the gateway failed over this operation. Nothing was done."""

    code = "NOT_PLANNED"


class NotFound(PedigraphError):
    """What the request is about does not exist."""

    code = "NOT_FOUND"


class ReferenceNotFound(PedigraphError):
    """Something the input pins does not exist; nothing was written."""

    code = "REFERENCE_NOT_FOUND"


class AmbiguousReference(PedigraphError):
    """A ref fits entities of several kinds."""

    code = "AMBIGUOUS_REFERENCE"


class Conflict(PedigraphError):
    """The store has moved on, or other content stands under that name."""

    code = "CONFLICT"


class VersionTooLow(PedigraphError):
    """The version asked for is lower than what the change requires."""

    code = "VERSION_TOO_LOW"


class InvalidTransition(PedigraphError):
    """The change of state is not one of those allowed from here."""

    code = "INVALID_TRANSITION"


class PolicyUnmet(PedigraphError):
    """A policy guards this, and a rule is not met; the message names every one."""

    code = "POLICY_UNMET"


class Immutable(PedigraphError):
    """What is sealed never changes."""

    code = "IMMUTABLE"


class Unauthenticated(PedigraphError):
    """The server wants a bearer token, or does not know this one."""

    code = "UNAUTHENTICATED"


class Forbidden(PedigraphError):
    """The caller lacks the right."""

    code = "FORBIDDEN"


class UnauthorizedFieldOrType(PedigraphError):
    """A subgraph lets only some callers read this, and the gateway gives null in its place; the path has `@` for the
    items of a list.

    No subgraph was asked for it.
    """

    code = "UNAUTHORIZED_FIELD_OR_TYPE"


class IdempotencyKeyReused(PedigraphError):
    """The idempotency key was sent with another operation before; nothing was written."""

    code = "IDEMPOTENCY_KEY_REUSED"


class IdempotencyKeyInFlight(PedigraphError):
    """A request with the same idempotency key is still being worked on. This one wrote nothing."""

    code = "IDEMPOTENCY_KEY_IN_FLIGHT"


class TooManyIdempotencyKeys(PedigraphError):
    """The caller has as many idempotency keys as one may have; nothing was written."""

    code = "TOO_MANY_IDEMPOTENCY_KEYS"


class PayloadTooLarge(PedigraphError):
    """The request body is larger than the server takes."""

    code = "PAYLOAD_TOO_LARGE"


class Unavailable(PedigraphError):
    """A part of the system does not answer, is busy or takes no writes at this moment. Nothing was written."""

    code = "UNAVAILABLE"


class RateLimited(PedigraphError):
    """The caller, or its address, asks for more at once or in a minute than it may; `limit` names which.

    Nothing was written.
    """

    code = "RATE_LIMITED"


class Overloaded(PedigraphError):
    """The server, or a part of it, has more to do than it can answer in time. Nothing was written."""

    code = "OVERLOADED"


class OutcomeUnknown(PedigraphError):
    """A write was sent and its answer was lost."""

    code = "OUTCOME_UNKNOWN"


class InvalidAnswer(PedigraphError):
    """A subgraph answered what the schema does not allow; null stands in its place."""

    code = "INVALID_ANSWER"


class Timeout(PedigraphError):
    """The operation took longer than its deadline."""

    code = "TIMEOUT"


class InternalServerError(PedigraphError):
    """A fault of the server."""

    code = "INTERNAL_SERVER_ERROR"
