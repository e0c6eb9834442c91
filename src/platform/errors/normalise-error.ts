import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { databaseFault, driverFault } from './database-fault.js';
import type { SchemaInErrors } from './hide-schema.js';
import { detailsInShort, messageInShort } from './in-short.js';

/** What the normaliser needs beside the error. */
export interface NormaliseOptions {
  /** Named in the sentence a client gets for a fault of ours, so that the log entry can be found. */
  readonly requestId: string;
  /** Called with every error that is a fault of ours, or that whoever runs the server has to see, as it was. */
  readonly onFault: (error: unknown) => void;
  /** @default named */
  readonly schema?: SchemaInErrors | undefined;
}

/**
 * Makes the error that the client gets. Errors that carry a code on purpose, ours and other subgraphs', keep code,
 * message, path and details; the database's are put into words; everything else becomes INTERNAL_SERVER_ERROR with a
 * fixed sentence. Never throws, whatever it is given.
 */
export function normaliseError(error: unknown, options: NormaliseOptions): GraphQLFormattedError {
  try {
    const explained = explain(error, () => options.onFault(error), options.schema);
    if (explained !== null) return { ...explained, ...placeOf(error) };
    options.onFault(error);
    return { ...fault(options.requestId), ...placeOf(error) };
  } catch {
    return fault(options.requestId);
  }
}

/** Codes that mean "something broke" and nothing else: the cause is not for a client. */
const FAULT_CODES: ReadonlySet<unknown> = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

/** Extensions that servers add for their developers: stacks, statements, values. */
const HIDDEN_DETAILS: ReadonlySet<string> = new Set([
  'code',
  'http',
  'stacktrace',
  'stack',
  'exception',
  'originalError',
  'cause',
  'debug',
  'sql',
  'query',
  'parameters',
  'variables',
]);

/** Coercion errors of graphql-js: no code, but the client's mistake. A subgraph knows scalars the gateway does not. */
const COERCION =
  /^(Variable "\$\w+" (got|has) invalid value|Variable "\$\w+" of |Argument "\w+" (has invalid value|of )|Too many errors processing variables)/;

type ClientError = Pick<GraphQLFormattedError, 'message' | 'extensions'>;

/** @param onTrouble called where it is no fault of ours, and yet for the log */
function explain(error: unknown, onTrouble: () => void, schema: SchemaInErrors = 'named'): ClientError | null {
  for (const link of chainOf(error)) {
    const { code, extensions, message } = link as { code?: unknown; extensions?: unknown; message?: unknown };
    const details = isRecord(extensions) ? extensions : {};
    const deliberate = details.code;
    if (typeof deliberate === 'string' && !FAULT_CODES.has(deliberate)) {
      return {
        message: messageInShort(
          schema === 'suggested' && deliberate === 'GRAPHQL_VALIDATION_FAILED'
            ? String(message)
            : withoutSuggestion(String(message), deliberate),
        ),
        extensions: { ...detailsInShort(publicDetails(details)), code: deliberate },
      };
    }
    if (link instanceof GraphQLError && COERCION.test(link.message)) {
      return {
        message: messageInShort(withoutSuggestion(link.message, 'BAD_USER_INPUT')),
        extensions: { code: 'BAD_USER_INPUT' },
      };
    }
    const known = typeof code === 'string' ? databaseFault(code) : driverFault(String(message));
    if (known === undefined) continue;
    if (known.isLogged) onTrouble();
    return { message: known.message, extensions: { code: known.code } };
  }
  return null;
}

/** The error, then what caused it, outermost first: GraphQL, TypeORM and Node.js each have their own name for that. */
function* chainOf(error: unknown): Generator<object> {
  let link: unknown = error;
  for (let depth = 0; isRecord(link) && depth < 10; depth++) {
    yield link;
    link = link.originalError ?? link.driverError ?? link.cause;
  }
}

function publicDetails(extensions: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(extensions).filter(([key, value]) => !HIDDEN_DETAILS.has(key) && !(value instanceof Error)),
  );
}

const SUGGESTING_CODES: ReadonlySet<string> = new Set(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** graphql-js guesses what was meant from names of the schema, which not every client may read. */
function withoutSuggestion(message: string, code: string): string {
  return SUGGESTING_CODES.has(code) ? message.replace(/ Did you mean [^?]*"[^?]*\?/g, '') : message;
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!isRecord(error)) return {};
  const { locations, path } = error as { locations?: GraphQLFormattedError['locations']; path?: (string | number)[] };
  return { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
}

function fault(requestId: string): ClientError {
  return {
    message: `The server failed, not your request; its log has the reason under the request id ${requestId}.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
