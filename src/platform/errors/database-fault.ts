import type { ErrorCode } from './codes.js';

/** What an error of the database or of the way to it means to a client. */
export interface DatabaseFault {
  readonly code: ErrorCode;
  readonly message: string;
}

const IMMUTABLE: DatabaseFault = {
  code: 'IMMUTABLE',
  message: 'What is sealed never changes; register a new version instead. Nothing was written.',
};
const TIMEOUT: DatabaseFault = {
  code: 'TIMEOUT',
  message: 'The database took longer than its deadline; ask for less at once, or try again later.',
};
const BUSY: DatabaseFault = {
  code: 'CONFLICT',
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

/**
 * The meaning of a SQLSTATE (PostgreSQL manual, appendix A) or of a Node.js network error code; undefined where
 * the error is a fault of ours. No SQL, table or value is in the sentences.
 */
export function databaseFault(code: string): DatabaseFault | undefined {
  switch (code) {
    case 'SEALD': // raised by the trigger on sealed tables
      return IMMUTABLE;
    case '57014': // query_canceled: statement_timeout
      return TIMEOUT;
    case '55P03': // lock_not_available: lock_timeout
    case '40001': // serialization_failure, still after the retries
    case '40P01': // deadlock_detected, likewise
      return BUSY;
    case '23505': // unique_violation
      return TAKEN;
    case '57P01': // admin_shutdown
    case '57P02': // crash_shutdown
    case '57P03': // cannot_connect_now
    case '53300': // too_many_connections
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
    case 'EPIPE':
      return UNAVAILABLE;
    default:
      return /^08[0-9A-Z]{3}$/.test(code) ? UNAVAILABLE : undefined; // class 08: connection exception
  }
}

/** The driver's own words where a connection is lost, for which it has no code. */
const LOST = /^(Connection terminated|Client (has encountered a connection error|was closed))/;

/** The meaning of an error of the driver that has no code; undefined where it is a fault of ours. */
export function driverFault(message: string): DatabaseFault | undefined {
  return LOST.test(message) ? UNAVAILABLE : undefined;
}
