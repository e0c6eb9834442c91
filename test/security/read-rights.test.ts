import { isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, rightsFrom } from '#platform/auth/rights.js';
import {
  type Arguments,
  documentOf,
  leaksIn,
  miscounted,
  rootFields,
  WAYS,
  waysTo,
  waysToAll,
} from './reading-matrix.js';
import { type Answered, openRightsWorld, type RightsWorld } from './rights-world.js';
import { absentLike, type Things } from './seed-things.js';

const SUBGRAPHS = ['models', 'datasets', 'environments', 'experiments', 'access', 'catalog'];

const seer: Caller = { actor: 'ada', kind: 'USER', rights: ALL_RIGHTS };
/** Maintains what is open; `secret` is closed. */
const outsider: Caller = {
  actor: 'eve',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'open' }], closed: ['secret'] }),
};
/** Reads what is in the open alone, for everything is closed. */
const inside: Caller = {
  actor: 'ida',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'open' }], closed: [''] }),
};
const HIDDEN_FROM = [
  { who: 'outside of a closed namespace', caller: outsider },
  { who: 'where reading wants a role', caller: inside },
];

/** Fields in which nothing of a namespace can stand, whoever asks. */
const NAMELESS: Readonly<Record<string, string>> = {
  me: 'it tells of the caller',
  catalogStatus: 'it has positions',
  ledgerCheckpoint: 'it has hashes and positions',
  previewRun: 'it gives the run that is there already',
  previewRuns: 'it gives the runs that are there already',
  runKeys: 'it has keys and how many runs have each',
};

/** What may be refused, by the path of the error: what it would reach or tell, the caller may not. */
const REFUSED = /^(compareModelVersions\.lineage|previewQuarantineDownstream$|apiKeys$|roleGrants$)/;

let world: RightsWorld;
let open: Things;
let secret: Things;
/** Things in the open that are made of secret ones. */
let mixed: Things;
beforeAll(async () => {
  world = await openRightsWorld();
  open = await world.seed('open');
  secret = await world.seed('secret');
  mixed = await world.mix(open, secret);
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

const schemaOf = (subgraph: string) => world.graph.subgraphs.get(subgraph)!.schema;
const rootsOf = (subgraph: string) => rootFields(schemaOf(subgraph).getQueryType());
type Root = ReturnType<typeof rootsOf>[number];

/** Asks a field of Query for all that can be selected below it. */
const askAll = (subgraph: string, field: Root, args: Arguments, caller: Caller) =>
  world.ask(subgraph, documentOf(schemaOf(subgraph), field, args), { ...args }, caller);

test('every subgraph is in the matrix', () => {
  expect([...world.graph.subgraphs.keys()].sort()).toEqual([...SUBGRAPHS].sort());
});

test.each(SUBGRAPHS.flatMap((subgraph) => HIDDEN_FROM.map((one) => ({ subgraph, ...one }))))(
  '$subgraph, $who: no field of Query, nor any below it, gives anything that is hidden',
  async ({ subgraph, caller }) => {
    const leaks: Record<string, string[]> = {};
    const faults: Record<string, unknown> = {};
    for (const field of rootsOf(subgraph)) {
      for (const args of waysToAll(field, [open, mixed])) {
        const way = `${field.name}(${JSON.stringify(args)})`;
        const { data, errors } = await askAll(subgraph, field, args, caller);
        const found = leaksIn([data, errors], secret, [open, mixed]);
        if (found.length > 0) leaks[way] = found;
        const wrong = [...errors.filter(({ path }) => !REFUSED.test(path)), ...miscounted(data)];
        if (wrong.length > 0) faults[way] = wrong;
      }
    }
    expect(leaks).toEqual({});
    expect(faults).toEqual({});
  },
);

test.each(SUBGRAPHS)(
  '%s: each field gives it to who may see it, so the test before looks where it is',
  async (subgraph) => {
    const silent: string[] = [];
    for (const field of rootsOf(subgraph)) {
      if (Object.hasOwn(NAMELESS, field.name)) continue;
      const ways = waysToAll(field, [open, mixed, secret]);
      const answers = await Promise.all(ways.map((args) => askAll(subgraph, field, args, seer)));
      if (!answers.some(({ data }) => leaksIn(data, secret, [open, mixed]).length > 0)) silent.push(field.name);
    }
    expect(silent).toEqual([]);
  },
);

test.each(SUBGRAPHS)('%s: what is hidden is answered as what is not there, field by field', async (subgraph) => {
  // As far from every name that is seen as the hidden one.
  const absent = absentLike(secret, 'socrot');
  const plain = ({ data, errors }: Answered, { namespace, run, ids }: Things) =>
    [namespace, run, ...Object.values(ids)].reduce(
      (text, own) => text.replaceAll(own, '…'),
      JSON.stringify([data, errors]),
    );
  for (const field of rootsOf(subgraph).filter(({ name, args }) => WAYS[name] ?? args.some(isRequiredArgument))) {
    const [ofHidden, ofAbsent] = [waysTo(field, secret), waysTo(field, absent)];
    for (const [index, args] of ofHidden.entries()) {
      const hidden = await askAll(subgraph, field, args, outsider);
      const none = await askAll(subgraph, field, ofAbsent[index]!, outsider);
      expect(plain(hidden, secret), `${field.name}(${JSON.stringify(args)})`).toBe(plain(none, absent));
    }
  }
});

const KEYS = { Model: 'model', Dataset: 'dataset', Environment: 'environment', Experiment: 'experiment' } as const;

test.each(SUBGRAPHS)('%s: an entity that is hidden is not there, by any of its keys', async (subgraph) => {
  const types = Object.keys(open.ids).filter((type) => isOwn(subgraph, type));
  for (const type of types) {
    const keyed = (things: Things) => {
      const id = { __typename: type, id: things.ids[type] };
      const name = KEYS[type as keyof typeof KEYS];
      return name === undefined ? [id] : [id, { __typename: type, name: things[name] }];
    };
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { id } } }`;
    const ask = async (things: Things, caller: Caller) =>
      (await world.ask(subgraph, query, { r: keyed(things) }, caller)).data._entities;
    const whole = (things: Things) => keyed(things).map(() => ({ id: things.ids[type] }));
    expect(await ask(secret, seer)).toEqual(whole(secret));
    expect(await ask(secret, outsider)).toEqual(whole(secret).map(() => null));
    expect(await ask(open, outsider)).toEqual(whole(open));
    // By turns: what one has read is in memory, and it is not the other's.
    expect(await ask(secret, seer)).toEqual(whole(secret));
    expect(await ask(secret, inside)).toEqual(whole(secret).map(() => null));
  }
});

test('a run that read a hidden dataset is not found by it', async () => {
  const query = 'query ($filter: RunFilter!) { runs(filter: $filter) { nodes { id } totalCount } }';
  const found = async (caller: Caller, operator: string, value?: string) => {
    const conditions = [{ subject: 'DATASET', key: 'name', operator, value }];
    const { data } = await world.ask('experiments', query, { filter: { namespace: 'open', conditions } }, caller);
    expect(data.runs.totalCount).toBe(data.runs.nodes.length);
    return data.runs.nodes.some(({ id }: { id: string }) => id === mixed.run);
  };
  for (const [operator, value] of [['EQ', 'secret/data'], ['LIKE', '%'], ['NE', 'nothing'], ['IS_NOT_NULL']] as const) {
    expect(await found(seer, operator, value), operator).toBe(true);
    expect(await found(outsider, operator, value), operator).toBe(false);
  }
  expect([await found(seer, 'IS_NULL'), await found(outsider, 'IS_NULL')]).toEqual([false, true]);
});

test('a logged model that a hidden run made is not found by it, and stands in no order of it', async () => {
  const query = `query ($filter: LoggedModelFilter!, $orderBy: [LoggedModelOrder!]! = []) {
    loggedModels(filter: $filter, orderBy: $orderBy) { nodes { id } totalCount pageInfo { endCursor } } }`;
  const run = { subject: 'ATTRIBUTE', key: 'run' };
  const found = async (caller: Caller, operator: string, value?: string) => {
    const filter = { namespace: 'open', conditions: [{ ...run, operator, value }] };
    const { nodes, totalCount } = (await world.ask('experiments', query, { filter }, caller)).data.loggedModels;
    expect(totalCount).toBe(nodes.length);
    return nodes.some(({ id }: { id: string }) => id === mixed.ids['LoggedModel']);
  };
  for (const [operator, value] of [['EQ', secret.run], ['LIKE', '%'], ['NE', 'nothing'], ['IS_NOT_NULL']] as const) {
    expect(await found(seer, operator, value), operator).toBe(true);
    expect(await found(outsider, operator, value), operator).toBe(false);
  }
  expect([await found(seer, 'IS_NULL'), await found(outsider, 'IS_NULL')]).toEqual([false, true]);
  const last = async (caller: Caller, direction: string) => {
    const filter = {
      namespace: 'open',
      conditions: [{ subject: 'ATTRIBUTE', key: 'name', operator: 'EQ', value: 'mixed' }],
    };
    const { data } = await world.ask('experiments', query, { filter, orderBy: [{ ...run, direction }] }, caller);
    return Buffer.from(data.loggedModels.pageInfo.endCursor, 'base64url').toString();
  };
  for (const direction of ['ASC', 'DESC']) {
    expect(await last(seer, direction)).toContain(secret.run);
    expect(await last(outsider, direction)).not.toContain(secret.run);
  }
});

test('a version that a hidden run produced is not found by it', async () => {
  const query = 'query ($filter: ModelVersionFilter!) { modelVersions(filter: $filter) { nodes { ref } totalCount } }';
  const found = async (caller: Caller, run: string) => {
    const { data } = await world.ask('models', query, { filter: { runs: [run] } }, caller);
    expect(data.modelVersions.totalCount).toBe(data.modelVersions.nodes.length);
    return data.modelVersions.nodes.map(({ ref }: { ref: string }) => ref);
  };
  expect(await found(seer, secret.run)).toContain(mixed.modelVersion);
  expect(await found(outsider, secret.run)).toEqual([]);
  expect(await found(outsider, open.run)).toEqual(await found(seer, open.run));
});

/** Whether the subgraph itself resolves the type, and does not only name it. */
function isOwn(subgraph: string, type: string): boolean {
  const directives = schemaOf(subgraph).getType(type)?.astNode?.directives ?? [];
  const keys = directives.filter(({ name }) => name.value === 'key');
  return keys.some((key) => !key.arguments?.some(({ name }) => name.value === 'resolvable'));
}

test('where nothing is hidden, callers run on the schema itself', () => {
  const reader: Caller = { actor: 'rob', kind: 'USER', rights: rightsFrom({ roles: [], closed: [] }) };
  for (const subgraph of SUBGRAPHS)
    expect(world.graph.subgraphs.get(subgraph)!.schemaFor(reader.rights)).toBe(schemaOf(subgraph));
});

test('a version that was made of hidden things keeps their digests, and no more of them', async () => {
  const query = `query ($ref: String!) { modelVersion(ref: $ref) {
    digest manifest datasets { role } environment { id } run { id } loggedModel { id } parents { ref } reproducibility { missing recipe }
    model { latest { bump { reasons } } }
  } }`;
  const read = async (caller: Caller) =>
    (await world.ask('models', query, { ref: mixed.modelVersion }, caller)).data.modelVersion;
  const whole = await read(seer);
  const part = await read(outsider);
  const [data] = whole.manifest.datasets;
  expect(data.ref).toBe('secret/data@1.0.0');
  expect(part.manifest).toEqual({
    ...whole.manifest,
    datasets: [{ role: data.role, ref: null, digest: data.digest }],
    environment: { ref: null, digest: whole.manifest.environment.digest },
    run: { id: null, digest: whole.manifest.run.digest },
    loggedModel: { id: null, digest: whole.manifest.loggedModel.digest },
    parents: [{ ref: null, digest: whole.manifest.parents[0].digest }],
  });
  expect(part).toMatchObject({
    digest: whole.digest,
    datasets: [],
    environment: null,
    run: null,
    loggedModel: null,
    parents: [],
  });
  expect(whole.model.latest.bump.reasons).toEqual(['it no longer learned from the dataset secret/data']);
  expect(part.model.latest.bump.reasons).toEqual(['it no longer learned from the dataset (hidden)']);
});
