/** Every `extensions.code` a client may meet, with what it means. The list is public: a code is added, never renamed. */
export const ERROR_CODES = {
  BAD_REQUEST: 'The HTTP request is not one of GraphQL over HTTP; the message says what is missing.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Send the document itself, not its hash.',
  PERSISTED_QUERY_NOT_FOUND: 'The server does not know the document with this hash: send the document too, once.',
  BAD_USER_INPUT: 'An argument is malformed or out of range; nothing was written.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  QUERY_REFUSED: 'The document exceeds a limit of the edge or uses a reserved name; the message names it.',
  NOT_FOUND: 'What the request is about does not exist.',
  REFERENCE_NOT_FOUND: 'Something the input pins does not exist; nothing was written.',
  AMBIGUOUS_REFERENCE: 'A ref fits entities of several kinds; name the kind or the id.',
  CONFLICT: 'The store has moved on, or other content stands under that name; read again and decide.',
  VERSION_TOO_LOW: 'The version asked for is lower than what the change requires.',
  INVALID_TRANSITION: 'The change of state is not one of those allowed from here.',
  POLICY_UNMET: 'A policy guards this; the message names every rule that is not met.',
  IMMUTABLE: 'What is sealed never changes; register a new version instead.',
  UNAUTHENTICATED: 'The server wants a bearer token.',
  FORBIDDEN: 'The caller lacks the right.',
  PAYLOAD_TOO_LARGE: 'The request body is larger than the server takes.',
  UNAVAILABLE:
    'A part of the system does not answer, is busy or takes no writes at this moment. Nothing was written: the same request may be sent again.',
  OUTCOME_UNKNOWN: 'A write was sent and its answer was lost; read before writing again.',
  INVALID_ANSWER: 'A subgraph answered what the schema does not allow; null stands in its place.',
  TIMEOUT: 'The operation took longer than its deadline.',
  INTERNAL_SERVER_ERROR: 'A fault of the server; the log has the request id.',
} as const satisfies Record<string, string>;

/** One of the public error codes. */
export type ErrorCode = keyof typeof ERROR_CODES;
