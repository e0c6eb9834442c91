import { QueryFailedError } from 'typeorm';
import { expect, test } from 'vitest';
import { createLogger } from '#platform/server/logger.js';
import { serveLibrary } from '../gateway/serve-library.js';

function memoryLog() {
  const lines: string[] = [];
  const logger = createLogger({ logLevel: 'trace' }, { write: (line) => void lines.push(line) });
  return { logger, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('an error is logged with its cause and its SQL, never with the values', () => {
  const { logger, lines, entries } = memoryLog();
  const driverError = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(secret)' });
  const error = new QueryFailedError('INSERT INTO model (name) VALUES ($1)', ['secret'], driverError);
  logger.error({ err: new Error('outer', { cause: error }) }, 'failed');
  expect(entries()[0]).toMatchObject({
    msg: 'failed',
    err: { message: 'outer', cause: { sql: 'INSERT INTO model (name) VALUES ($1)', code: '23505' } },
  });
  expect(lines.join()).not.toContain('secret');
});

test('an operation is a line with its id, name, duration and error codes, never its variables', async () => {
  const { logger, lines, entries } = memoryLog();
  await using server = await serveLibrary({ logger });
  const query = 'query Failing($code: String!) { fails(code: $code) book(id: "secret-literal") { id } }';
  await server.ask(query, { code: 'CONFLICT', unused: 'secret-variable' }, { 'x-request-id': 'r-7' });
  expect(entries().find(({ msg }) => msg === 'operation')).toMatchObject({
    requestId: 'r-7',
    operation: 'query',
    operationName: 'Failing',
    durationMs: expect.any(Number),
    errors: ['CONFLICT'],
  });
  expect(lines.join()).not.toContain('secret');
});
