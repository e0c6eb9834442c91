import type { ErrorCode } from './codes.js';

/** What an error of the database or of the way to it means to a client. */
export interface DatabaseFault {
  readonly code: ErrorCode;
  readonly message: string;
  /** Whether the reason is logged for whoever runs the server; the client does not get it. */
  readonly isLogged?: boolean;
}

const IMMUTABLE: DatabaseFault = {
  code: 'IMMUTABLE',
  message: 'What is sealed never changes; register a new version instead. Nothing was written.',
};
const TIMEOUT: DatabaseFault = {
  code: 'TIMEOUT',
  message: 'The database took longer than its deadline; ask for less at once, or try again later.',
};
const CONTENDED: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'Others are writing to the same thing and the wait for them was too long; nothing was written, try again.',
};
const TAKEN: DatabaseFault = {
  code: 'CONFLICT',
  message: 'Another write took the same name or number first; nothing was written, read again and decide.',
};
const UNAVAILABLE: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'The database cannot be reached; try again later.',
};
const SILENT: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'The database does not answer; try again later.',
};
const BUSY: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'The database has more to do than it has connections or room for; try again later.',
};
const TROUBLED: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'The database cannot do its work (its disk, its memory, or who may connect); try again later.',
  isLogged: true,
};
const READ_ONLY: DatabaseFault = {
  code: 'UNAVAILABLE',
  message: 'The database takes no writes at this moment, as a standby does not; nothing was written, try again later.',
  isLogged: true,
};
const UNSTORABLE: DatabaseFault = {
  code: 'BAD_USER_INPUT',
  message:
    'The database cannot hold a value of the input: a number that is too large, or a text with characters it does not take. Nothing was written.',
  isLogged: true,
};
const TOO_LARGE: DatabaseFault = {
  code: 'BAD_USER_INPUT',
  message: 'A value of the input, or the number of them, is larger than the database takes. Nothing was written.',
  isLogged: true,
};

/** By SQLSTATE (PostgreSQL manual, appendix A) or by the code of a network error of Node.js. */
const BY_CODE: Readonly<Record<string, DatabaseFault>> = {
  SEALD: IMMUTABLE, // raised by the trigger on sealed tables
  '57014': TIMEOUT, // query_canceled: statement_timeout
  '55P03': CONTENDED, // lock_not_available: lock_timeout
  '23505': TAKEN, // unique_violation
  '25006': READ_ONLY, // read_only_sql_transaction
  '25P03': UNAVAILABLE, // idle_in_transaction_session_timeout: the connection is closed
  '25P04': TIMEOUT, // transaction_timeout
  '53300': BUSY, // too_many_connections
  '53400': BUSY, // configuration_limit_exceeded
  '26000': UNAVAILABLE, // invalid_sql_statement_name: somebody has dropped what the connection had prepared
  '3D000': TROUBLED, // invalid_catalog_name: the database is not there
  ECONNREFUSED: UNAVAILABLE,
  ECONNRESET: UNAVAILABLE,
  ECONNABORTED: UNAVAILABLE,
  ENOTFOUND: UNAVAILABLE,
  EAI_AGAIN: UNAVAILABLE,
  EHOSTUNREACH: UNAVAILABLE,
  EHOSTDOWN: UNAVAILABLE,
  ENETUNREACH: UNAVAILABLE,
  ENETDOWN: UNAVAILABLE,
  ETIMEDOUT: UNAVAILABLE,
  EPIPE: UNAVAILABLE,
  EMFILE: BUSY,
  ERR_STREAM_DESTROYED: UNAVAILABLE,
  ERR_STREAM_WRITE_AFTER_END: UNAVAILABLE,
};

/** By the class of a SQLSTATE, its first two characters. */
const BY_CLASS: Readonly<Record<string, DatabaseFault>> = {
  '08': UNAVAILABLE, // connection exception
  '22': UNSTORABLE, // data exception
  '28': TROUBLED, // invalid authorization: the password was changed
  '40': CONTENDED, // transaction rollback: serialization failure or deadlock, still after the retries
  '53': TROUBLED, // insufficient resources
  '54': TOO_LARGE, // program limit exceeded
  '57': UNAVAILABLE, // operator intervention: shutdown, crash, starting up
  '58': TROUBLED, // system error
};

const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * The meaning of a SQLSTATE or of a Node.js network error code; undefined where the error is a fault of ours. No SQL,
 * table or value is in the sentences.
 */
export function databaseFault(code: string): DatabaseFault | undefined {
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
  return SQLSTATE.test(code) ? BY_CLASS[code.slice(0, 2)] : undefined;
}

/** The driver's own words where it has no code for what happened. */
const DRIVERS_WORDS: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^Connection terminated due to connection timeout/, SILENT],
  [/^(Connection terminated|Client (has encountered a connection error|was closed))/, UNAVAILABLE],
  [/^Received unexpected \w+ message from backend/, UNAVAILABLE],
  [/^(timeout expired|Query read timeout)$/, SILENT],
  [/^timeout exceeded when trying to connect$/, BUSY], // the wait for a connection of the pool
  [/^Cannot use a pool after calling end on the pool$/, UNAVAILABLE],
  [/^There was an error establishing an SSL connection$/, UNAVAILABLE],
];

/** The meaning of an error of the driver that has no code; undefined where it is a fault of ours. */
export function driverFault(message: string): DatabaseFault | undefined {
  return DRIVERS_WORDS.find(([words]) => words.test(message))?.[1];
}

/**
 * Whether PostgreSQL itself refused the statement, so that it is known not to have happened. The last error of a
 * connection that ends (class 57 but for a cancellation, class 08) proves nothing about the statement.
 */
export function isServersVerdict(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !SQLSTATE.test(code) || code === '40003') return false;
  return code === '57014' || !/^(08|57)/.test(code);
}

/** Whether a statement failed because its connection had ended or ended meanwhile: on another one it may succeed. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message, driverError = error } = error as { code?: unknown; message?: unknown; driverError?: object };
  if (driverError !== error) return isConnectionLost(driverError);
  if (typeof code === 'string') return /^(57P0[125]|08006|08003|26000|25P03|ECONNRESET|EPIPE)$/.test(code);
  return /^(Connection terminated( unexpectedly)?$|Client has encountered|Client was closed)/.test(String(message));
}
