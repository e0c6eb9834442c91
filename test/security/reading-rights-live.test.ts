import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL_RIGHTS, type Rights } from '#platform/auth/rights.js';
import { headsWatch } from '#subgraphs/catalog/live/heads-watch.js';
import { LedgerStreamRepository } from '#subgraphs/catalog/live/ledger-stream.repository.js';
import { ledgerUpdates } from '#subgraphs/catalog/live/ledger-updates.js';
import { searchChanges } from '#subgraphs/catalog/live/search-changes.js';
import { findNewest } from '#subgraphs/catalog/search/search-catalog.js';
import { SearchQueryRepository } from '#subgraphs/catalog/search/search-query.repository.js';
import { type CallerName, type ClosedWorld, createClosedWorld, OUTSIDE } from './closed-world.js';

let world: ClosedWorld;
beforeAll(async () => {
  world = await createClosedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

interface Update {
  readonly event: {
    readonly subject: string;
    readonly redacted: boolean;
    readonly payload: object;
    readonly rows: object | null;
  };
  readonly positions: Record<string, number>;
}

/** What a caller is sent of a subscription until the function says that it is enough. */
async function follow<T>(caller: CallerName, query: string, until: (seen: T[]) => boolean): Promise<T[]> {
  const client = createClient({
    url: `${world.url}/stream`,
    retryAttempts: 0,
    headers: { authorization: `Bearer ${world.tokens[caller]}` },
  });
  const seen: T[] = [];
  for await (const { data, errors } of client.iterate<Record<string, T>>({ query })) {
    expect(errors).toBeUndefined();
    seen.push(Object.values(data!)[0]!);
    if (until(seen)) break;
  }
  client.dispose();
  return seen;
}

const FROM_THE_BEGINNING = `subscription {
  ledgerEvents(after: { datasets: 0, environments: 0, experiments: 0, models: 0 }) {
    positions event { subject redacted payload rows } } }`;
const isLast = (updates: Update[]) => updates.at(-1)?.event.subject === 'open/last@1.0.0';

test('a stream of the ledger passes over what is hidden, and its positions tell that something was there', async () => {
  await world.write('registerModelVersion', { model: 'open/last' }, 'modelVersion { ref }');
  const [all, outsider] = await Promise.all(
    (['all', 'outsider'] as const).map((caller) => follow<Update>(caller, FROM_THE_BEGINNING, isLast)),
  );
  const subjects = (updates: Update[]) => updates.map(({ event }) => event.subject);
  expect(subjects(all!).filter((subject) => subject.startsWith('secret/')).length).toBeGreaterThan(5);
  expect(subjects(outsider!).sort()).toEqual(
    subjects(all!)
      .filter((subject) => !subject.startsWith('secret/'))
      .sort(),
  );
  expect(JSON.stringify(outsider)).not.toContain('secret/');
  expect(outsider!.at(-1)?.positions['models']).toEqual(all!.at(-1)?.positions['models']);
  for (const { event } of outsider!) if (event.redacted) expect(event).toMatchObject({ payload: {}, rows: null });
  expect(outsider!.some(({ event }) => event.redacted)).toBe(true);
  expect(all!.some(({ event }) => event.redacted)).toBe(false);
});

test('what a subscriber says to know and may not see is not reported to it, as an id that nothing has', async () => {
  const known = [...world.ids.values()];
  const query = `subscription { searchChanges(query: "name:raw or name:late", known: ${JSON.stringify(known)}) {
    transition id node { ... on DatasetVersion { ref } ... on ModelVersion { ref } } } }`;
  const changes = follow<{ transition: string; id: string }>('outsider', query, (seen) =>
    seen.some(({ transition }) => transition === 'ENTERED'),
  );
  await world.write('registerModelVersion', { model: 'secret/late' }, 'modelVersion { ref }');
  await world.write('registerModelVersion', { model: 'open/late' }, 'modelVersion { ref }');
  const seen = await changes;
  expect(seen.filter(({ transition }) => transition === 'ENTERED')).toMatchObject([
    { node: { ref: 'open/late@1.0.0' } },
  ]);
  const hidden = [...world.ids].filter(([name]) => name.startsWith('secret/') || name === 'tune').map(([, id]) => id);
  expect(seen.filter(({ id }) => hidden.includes(id))).toEqual([]);
});

/** A caller whose rights become others. */
function changingCaller(): { rights: Rights } {
  return { rights: ALL_RIGHTS };
}

test('each event of a stream is judged with the rights that its caller has then', async () => {
  const { database } = world.subgraphs.get('catalog')!;
  const caller = changingCaller();
  const ending = new AbortController();
  const updates = ledgerUpdates({
    filter: { subject: null, types: ['DatasetVersionRegistered'] },
    caller,
    after: { datasets: 0 },
    watch: headsWatch(database.source),
    stream: new LedgerStreamRepository(database.manager),
    signal: ending.signal,
  });
  const next = async () => {
    const { value } = await updates.next();
    return [value?.event.subject, value?.event.redacted ?? false];
  };
  expect(await next()).toEqual(['secret/raw@1.0.0', false]);
  caller.rights = OUTSIDE;
  expect(await next()).toEqual(['open/clean@1.0.0', true]);
  ending.abort();
  await expect(updates.next()).rejects.toThrow();
});

test('what becomes hidden leaves the results of a search that is followed', async () => {
  const { manager } = world.subgraphs.get('catalog')!.database;
  const caller = changingCaller();
  const searches = new SearchQueryRepository(manager, caller);
  const find = () =>
    findNewest(
      { query: 'kind:dataset_version', kinds: null, limit: 10 },
      { searches, loaders: { nodesByName: undefined as never } },
    );
  const changes = searchChanges({
    find,
    known: null,
    watch: {
      read: async () => ({ datasets: 0 }),
      after: async () => {
        caller.rights = OUTSIDE;
        return { datasets: 1 };
      },
    },
    signal: undefined,
  });
  expect((await changes.next()).value).toMatchObject({ transition: 'LEFT', id: world.ids.get('secret/raw@1.0.0') });
  await changes.return();
});
