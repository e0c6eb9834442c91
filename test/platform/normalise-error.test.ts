import { GraphQLError } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { expect, test } from 'vitest';
import type { ErrorCode } from '#platform/errors/codes.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What a client is told, and what the log is. */
function tell(error: unknown) {
  const faults: unknown[] = [];
  const told = normaliseError(error, { requestId: 'r-1', onFault: (fault) => faults.push(fault) });
  return { told, faults };
}

/** As graphql-js and the planner wrap what a resolver throws. */
function wrapped(originalError: Error) {
  const located = new GraphQLError(originalError.message, { originalError, path: ['_entities', 0] });
  return new GraphQLError(located.message, { originalError: located, path: ['model'] });
}

const SQL = 'INSERT INTO model (name) VALUES ($1)';

function databaseError(code: string) {
  const driverError = Object.assign(new Error(`near "${SQL}"`), { code, detail: 'Key (name)=(secret)' });
  return new QueryFailedError(SQL, ['secret'], driverError);
}

test('our own errors keep code, sentence, details and path through every wrapping', () => {
  const error = new PedigraphError('CONFLICT', 'Taken.', { version: '1.0.0' });
  expect(tell(wrapped(error)).told).toEqual({
    message: 'Taken.',
    path: ['model'],
    extensions: { code: 'CONFLICT', version: '1.0.0' },
  });
});

test('errors of the database are put into words, without SQL or values', () => {
  const meanings: Readonly<Record<string, ErrorCode>> = {
    SEALD: 'IMMUTABLE',
    '57014': 'TIMEOUT',
    '55P03': 'UNAVAILABLE',
    '40001': 'UNAVAILABLE',
    '40P01': 'UNAVAILABLE',
    '23505': 'CONFLICT',
    '08006': 'UNAVAILABLE',
    '08P01': 'UNAVAILABLE',
    '25P03': 'UNAVAILABLE',
    '53300': 'UNAVAILABLE',
    '57P01': 'UNAVAILABLE',
    '57P02': 'UNAVAILABLE',
    '57P03': 'UNAVAILABLE',
    '57P05': 'UNAVAILABLE',
    ECONNREFUSED: 'UNAVAILABLE',
    ENETUNREACH: 'UNAVAILABLE',
    ERR_STREAM_DESTROYED: 'UNAVAILABLE',
  };
  for (const [sqlState, code] of Object.entries(meanings)) {
    for (const error of [databaseError(sqlState), wrapped(databaseError(sqlState))]) {
      const { told, faults } = tell(error);
      expect(told.extensions).toEqual({ code });
      expect(JSON.stringify(told)).not.toMatch(/INSERT|secret|model \(/);
      expect(faults).toEqual([]);
    }
  }
});

test('what whoever runs the server has to see is told to the log as well: the client cannot mend it, or should not have come so far', () => {
  const meanings: Readonly<Record<string, ErrorCode>> = {
    '25006': 'UNAVAILABLE',
    '28P01': 'UNAVAILABLE',
    '3D000': 'UNAVAILABLE',
    '53100': 'UNAVAILABLE',
    '53200': 'UNAVAILABLE',
    '58030': 'UNAVAILABLE',
    '22003': 'BAD_USER_INPUT',
    '22021': 'BAD_USER_INPUT',
    '22P02': 'BAD_USER_INPUT',
    '22P05': 'BAD_USER_INPUT',
    '54000': 'BAD_USER_INPUT',
    '54001': 'BAD_USER_INPUT',
  };
  for (const [sqlState, code] of Object.entries(meanings)) {
    const error = wrapped(databaseError(sqlState));
    const { told, faults } = tell(error);
    expect([sqlState, told.extensions]).toEqual([sqlState, { code }]);
    expect(JSON.stringify(told)).not.toMatch(/INSERT|secret|model \(/);
    expect(faults).toEqual([error]);
  }
});

test.each([
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Received unexpected rowDescription message from backend.',
  'Cannot use a pool after calling end on the pool',
])('the driver has no code for "%s", and it is no fault of ours', (message) => {
  const told = tell(wrapped(new QueryFailedError(SQL, [], new Error(message))));
  expect(told).toMatchObject({ told: { extensions: { code: 'UNAVAILABLE' } }, faults: [] });
});

test('a connection that is lost while a statement runs is no fault of ours', () => {
  const lost = new QueryFailedError(SQL, [], new Error('Connection terminated unexpectedly'));
  expect(tell(wrapped(lost))).toMatchObject({ told: { extensions: { code: 'UNAVAILABLE' } }, faults: [] });
});

test('anything else is a fault: a fixed sentence with the request id, and the error itself for the log', () => {
  for (const error of [
    wrapped(databaseError('42P01')),
    new TypeError('secret'),
    'secret',
    undefined,
    { message: 'secret' },
  ]) {
    const { told, faults } = tell(error);
    expect(told.message).toBe('The server failed, not your request; its log has the reason under the request id r-1.');
    expect(told.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(faults).toEqual([error]);
  }
});

test('a fault of a subgraph, or of one that is not ours, is a fault here', () => {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at secret.ts:1'] };
  expect(JSON.stringify(tell(new GraphQLError('secret', { extensions })).told)).not.toContain('secret');
});

test('a subgraph that is not ours keeps its own code, and its stack to itself', () => {
  const extensions = { code: 'OUT_OF_STOCK', left: 0, stacktrace: ['at secret.ts:1'], exception: { sql: SQL } };
  expect(tell(new GraphQLError('None left.', { extensions })).told).toEqual({
    message: 'None left.',
    extensions: { code: 'OUT_OF_STOCK', left: 0 },
  });
});

test("what graphql-js cannot coerce is the client's input", () => {
  const inner = new GraphQLError('Variable "$v" got invalid value "x"; Expected type "SemVer". Not a version.', {
    originalError: new TypeError('Not a version.'),
  });
  expect(tell(inner).told.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  const last = new GraphQLError('Too many errors processing variables, error limit reached. Execution aborted.');
  expect(tell(last).told.extensions).toEqual({ code: 'BAD_USER_INPUT' });
});

test('guesses from the schema are left out of messages', () => {
  const messages = [
    'Cannot query field "modl" on type "Query". Did you mean "model" or "models"?',
    'Cannot query field "a" on type "B". Did you mean to use an inline fragment on "C" or "D"?',
    'Value "X" does not exist in "E" enum. Did you mean the enum value "Y"?',
  ];
  for (const message of messages) {
    const error = new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    expect(tell(error).told.message).toBe(message.replace(/ Did you mean.*/, ''));
  }
});

test('it never throws, whatever it is given', () => {
  const hostile = new Proxy(new Error('x'), {
    get() {
      throw new Error('no');
    },
  });
  expect(tell(hostile).told.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
});
