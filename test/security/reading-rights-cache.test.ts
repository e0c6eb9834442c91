import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallerName, type ClosedWorld, createClosedWorld } from './closed-world.js';

let world: ClosedWorld;
let cacheless: ClosedWorld['as'];
beforeAll(async () => {
  world = await createClosedWorld();
  const ask = await world.serveBeside({ PEDIGRAPH_RESPONSE_CACHE_BYTES: '0', PEDIGRAPH_ROW_CACHE_BYTES: '0' });
  cacheless = (caller, query, variables = {}) => ask(query, variables, { token: world.tokens[caller] });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Every way to a thing that the catalog has, and those by which its owner is reached. */
const reads = (): readonly string[] => {
  const hidden = ['secret/raw@1.0.0', 'secret/model@1.0.0', 'secret/gpu@1.0.0', 'tune'].map(
    (name) => world.ids.get(name)!,
  );
  return [
    '{ search(query: "") { totalCount facets { field values { value count } } nodes { __typename ... on ModelVersion { ref } } } }',
    '{ search(query: "", orderBy: { by: METRIC, metric: "auc" }) { edges { cursor } totalCount } }',
    '{ lineage(of: "open/clean@1.0.0", direction: BOTH) { redacted nodes { ref entity { ... on ModelVersion { ref status } } } edges { from to } } }',
    '{ lineagePath(from: "open/copy@1.0.0", to: "open/clean@1.0.0") { nodes { id ref } } }',
    '{ modelVersion(ref: "open/copy@1.0.0") { lineage(direction: UPSTREAM) { nodes { ref } } } }',
    '{ impact(of: "open/clean@1.0.0") { modelVersions { ref } redactedModelVersions deployments { target } owners } }',
    '{ ledger(first: 50) { totalCount nodes { subject payload redacted } } }',
    '{ refStatus(ref: "secret/rwa@1.0.0") { found nearest message } }',
    '{ registryInsight { modelVersions byModel { model } overTime { modelVersions } } }',
    `{ nodes(ids: ${JSON.stringify(hidden)}) { __typename id } }`,
    '{ datasetVersion(ref: "secret/raw@1.0.0") { ref lineage(direction: DOWNSTREAM) { nodes { ref } } } }',
    '{ models { totalCount nodes { name versions { nodes { ref } } } } }',
  ];
};

/** Seeing callers and others by turns. */
const TURNS: readonly CallerName[] = ['all', 'outsider', 'all', 'tenant', 'outsider', 'outsider', 'all', 'tenant'];

test('callers by turns are each answered what they would be without a cache', async () => {
  for (const query of reads()) {
    const fresh = new Map<CallerName, unknown>();
    for (const caller of new Set(TURNS)) fresh.set(caller, (await cacheless(caller, query)).data);
    expect(fresh.get('all')).not.toEqual(fresh.get('outsider'));
    expect(JSON.stringify(fresh.get('outsider'))).not.toMatch(/secret\/(?!rwa)|"vault"/);
    for (const caller of TURNS) {
      expect({ caller, data: (await world.as(caller, query)).data }).toEqual({ caller, data: fresh.get(caller) });
    }
  }
});

test('requests at once, for one answer that nobody has yet, are shared among equal rights alone', async () => {
  for (const query of reads()) {
    const asked = `${query} # at once`;
    const answers = await Promise.all(
      TURNS.map(async (caller) => ({ caller, data: (await world.as(caller, asked)).data })),
    );
    for (const { caller, data } of answers) {
      expect({ caller, data }).toEqual({ caller, data: (await cacheless(caller, query)).data });
    }
  }
});

test('the validator of an answer revalidates it for those alone whose answer it is', async () => {
  const get = (caller: CallerName, query: string, etag?: string) =>
    fetch(`${world.url}?${new URLSearchParams({ query })}`, {
      headers: {
        authorization: `Bearer ${world.tokens[caller]}`,
        'apollo-require-preflight': 'yes',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
      },
    });
  for (const query of reads()) {
    const own = new Map<CallerName, string>();
    for (const caller of ['all', 'outsider'] as const)
      own.set(caller, (await get(caller, query)).headers.get('etag') ?? '');
    expect(own.get('all')).not.toBe(own.get('outsider'));
    for (const [caller, other] of [
      ['all', 'outsider'],
      ['outsider', 'all'],
    ] as const) {
      expect((await get(caller, query, own.get(caller))).status).toBe(304);
      expect((await get(caller, query, own.get(other))).status).toBe(200);
    }
  }
});
