/** What is known of an error code. */
export interface ErrorCodeFacts {
  /** When a client meets it. */
  readonly when: string;
  /** What the client does then. */
  readonly advice: string;
}

/**
 * Every `extensions.code` a client may meet. The list is public (docs/errors.md is made of it): a code is added, never
 * renamed.
 */
export const ERROR_CODES = {
  BAD_REQUEST: {
    when: 'The HTTP request is not one of GraphQL over HTTP, or comes by a name or a page that may not ask.',
    advice: 'Send what the message says is missing.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    when: 'A hash came in place of a document, and the server takes none here.',
    advice: 'Send the document itself.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    when: 'The server does not know the document with this hash.',
    advice: 'Send the document too, once; clients of automatic persisted queries do so by themselves.',
  },
  DOCUMENT_NOT_TRUSTED: {
    when: 'The server answers this caller trusted documents alone, and the document is none of them.',
    advice: 'Send the `documentId` of a trusted document, or have the document added.',
  },
  BAD_USER_INPUT: {
    when: 'An argument is malformed or out of range; nothing was written.',
    advice: 'Change it: the message says what was expected and what came.',
  },
  GRAPHQL_PARSE_FAILED: {
    when: 'The document is not GraphQL.',
    advice: 'Mend it at the place that `locations` gives.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    when: 'The document does not fit the schema.',
    advice: 'Compare it with the schema, by introspection where it is shown to you.',
  },
  QUERY_REFUSED: {
    when: 'The document exceeds a limit of the edge or uses a reserved name; the message names it.',
    advice: 'Ask for less at once, or have the limit raised.',
  },
  NOT_PLANNED: {
    when: 'The planner of the gateway failed over this operation. Nothing was done.',
    advice: 'Ask in another way: with other aliases, or in several operations; and report it.',
  },
  NOT_FOUND: {
    when: 'What the request is about does not exist.',
    advice: 'Look for the name or the id in the message; nothing was written.',
  },
  REFERENCE_NOT_FOUND: {
    when: 'Something the input pins does not exist; nothing was written.',
    advice: 'Register it first, or mend its ref.',
  },
  AMBIGUOUS_REFERENCE: {
    when: 'A ref fits entities of several kinds.',
    advice: 'Name the kind, or the id.',
  },
  CONFLICT: {
    when: 'The store has moved on, or other content stands under that name.',
    advice: 'Read again and decide.',
  },
  VERSION_TOO_LOW: {
    when: 'The version asked for is lower than what the change requires.',
    advice: 'Leave the version out, or give one that is high enough: the message names it.',
  },
  INVALID_TRANSITION: {
    when: 'The change of state is not one of those allowed from here.',
    advice: 'Take one of the steps that the message names.',
  },
  POLICY_UNMET: {
    when: 'A policy guards this, and a rule is not met; the message names every one.',
    advice: 'Meet the rules, or have them waived.',
  },
  IMMUTABLE: {
    when: 'What is sealed never changes.',
    advice: 'Register a new version instead.',
  },
  UNAUTHENTICATED: {
    when: 'The server wants a bearer token, or does not know this one.',
    advice: 'Send `Authorization: Bearer …` with a token that holds.',
  },
  FORBIDDEN: {
    when: 'The caller lacks the right.',
    advice: 'Ask somebody who has it.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    when: 'A subgraph lets only some callers read this, and the gateway gives null in its place; the path has `@` for the items of a list. No subgraph was asked for it.',
    advice: 'Leave it out, or ask with a credential that has the scope or the role.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    when: 'The idempotency key was sent with another operation before; nothing was written.',
    advice: 'Take a new key for each operation; under a known one send the very same operation.',
  },
  IDEMPOTENCY_KEY_IN_FLIGHT: {
    when: 'A request with the same idempotency key is still being worked on. This one wrote nothing.',
    advice: 'Send it again after the seconds of `Retry-After`: it has the answer of the first.',
  },
  TOO_MANY_IDEMPOTENCY_KEYS: {
    when: 'The caller has as many idempotency keys as one may have; nothing was written.',
    advice: 'Send the operation without a key, or after the seconds of `Retry-After`, when older keys are forgotten.',
  },
  PAYLOAD_TOO_LARGE: {
    when: 'The request body is larger than the server takes.',
    advice: 'Send it in parts, or have the limit raised.',
  },
  UNAVAILABLE: {
    when: 'A part of the system does not answer, is busy or takes no writes at this moment. Nothing was written.',
    advice: 'Send the same request again, a moment later.',
  },
  RATE_LIMITED: {
    when: 'The caller, or its address, asks for more at once or in a minute than it may; `limit` names which. Nothing was written.',
    advice: 'Send the same request again after the seconds in `Retry-After` (`extensions.retryAfter`).',
  },
  OVERLOADED: {
    when: 'The server, or a part of it, has more to do than it can answer in time. Nothing was written.',
    advice: 'Send the same request again after the seconds in `Retry-After` (`extensions.retryAfter`).',
  },
  OUTCOME_UNKNOWN: {
    when: 'A write was sent and its answer was lost.',
    advice: 'Under an `Idempotency-Key` send the same request again; without one read before writing again.',
  },
  INVALID_ANSWER: {
    when: 'A subgraph answered what the schema does not allow; null stands in its place.',
    advice: 'Tell whoever runs that subgraph.',
  },
  TIMEOUT: {
    when: 'The operation took longer than its deadline.',
    advice: 'Ask for less at once. A write with this code was rolled back.',
  },
  INTERNAL_SERVER_ERROR: {
    when: 'A fault of the server.',
    advice: 'Give its operator the request id of the answer: the log has the rest under it.',
  },
} as const satisfies Record<string, ErrorCodeFacts>;

/** One of the public error codes. */
export type ErrorCode = keyof typeof ERROR_CODES;
