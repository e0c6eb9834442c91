import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { withinDeadline } from '#gateway/within-deadline.js';
import { outcomeOfWrite } from '#platform/errors/outcome-of-write.js';
import { serveLibrary } from './serve-library.js';
import { serveSleeper } from './serve-sleeper.js';

const HASTY = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '400',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '300',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '200',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '100',
};
const never = () => new Promise<never>(() => {});

test('a write that has not told its end at the deadline is OUTCOME_UNKNOWN, a query TIMEOUT', async () => {
  await using server = await serveLibrary({ env: HASTY, transports: { books: never } });
  const write = await server.ask('mutation { writes }');
  expect([write.status, write.body]).toMatchObject([
    502,
    {
      errors: [
        { message: expect.stringContaining('read what it was to change'), extensions: { code: 'OUTCOME_UNKNOWN' } },
      ],
    },
  ]);
  expect((await server.ask('{ written }')).body).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
});

test('what a write tells of itself once it is stopped is what its client is told', async () => {
  const whenStopped = (signal: AbortSignal) => new Promise((done) => signal.addEventListener('abort', done));
  const stands = withinDeadline({ timeout: 20, writes: true }, async (signal) => {
    await whenStopped(signal);
    return 'it was committing, and stands';
  });
  expect(await stands).toBe('it was committing, and stands');
  const query = withinDeadline({ timeout: 20 }, async (signal) => {
    await whenStopped(signal);
    return 'late';
  });
  await expect(query).rejects.toMatchObject({ code: 'TIMEOUT' });
});

test('the second of two writes that fails in time does not hide that the first stands', async () => {
  await using server = await serveLibrary({
    env: { ...HASTY, PEDIGRAPH_GATEWAY_EXECUTOR: 'planned' }, // stitching sends each by itself
    transports: {
      books: async ({ signal }) => {
        await new Promise((done) => signal?.addEventListener('abort', done));
        return {
          data: { a: 1, b: null } as never,
          errors: [new GraphQLError('The time was up.', { path: ['b'], extensions: { code: 'TIMEOUT' } })],
          extensions: { ledger: { books: 7 } },
        };
      },
    },
  });
  const { body } = await server.ask('mutation { a: writes b: writes }');
  expect(body.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
});

test.each(['in-process', 'HTTP'] as const)(
  'a write that is committed and then fails is OUTCOME_UNKNOWN, one that was taken back is not (%s)',
  async (way) => {
    await using server = await serveSleeper(way, {});
    const codes = async (query: string) => {
      const { errors } = await server.ask<{ errors: { extensions: { code: string } }[] }>(query);
      return errors.map(({ extensions }) => extensions.code);
    };
    for (const code of ['TIMEOUT', 'UNAVAILABLE'])
      expect(await codes(`mutation { writeAndFail(subject: "stands", code: "${code}", committed: true) }`)).toEqual([
        'OUTCOME_UNKNOWN',
      ]);
    for (const code of ['TIMEOUT', 'UNAVAILABLE', 'OUTCOME_UNKNOWN'])
      expect(
        await codes(`mutation { writeAndFail(subject: "taken back", code: "${code}", committed: false) }`),
      ).toEqual([code]);
    expect(await codes('mutation { writeAndFail(subject: "stands", code: "CONFLICT", committed: true) }')).toEqual([
      'CONFLICT',
    ]);
  },
);

test('an error below a field of Mutation that is missing says nothing of the write, which was made before', () => {
  const error = (path: (string | number)[], code = 'UNAVAILABLE') => ({ message: 'No.', path, extensions: { code } });
  const codesOf = (...parameters: Parameters<typeof outcomeOfWrite>) =>
    outcomeOfWrite(...parameters).map(({ extensions }) => extensions?.['code']);
  const below = error(['registers', 'run', 'status']);
  expect(codesOf([below], null, false)).toEqual(['OUTCOME_UNKNOWN']);
  expect(codesOf([below], { registers: null }, false)).toEqual(['OUTCOME_UNKNOWN']);
  expect(codesOf([below], { registers: { run: null } }, true)).toEqual(['UNAVAILABLE']);
  expect(codesOf([error(['registers'])], { registers: null }, false)).toEqual(['UNAVAILABLE']);
  expect(codesOf([error(['registers'], 'NOT_FOUND')], null, true)).toEqual(['NOT_FOUND']);
});
