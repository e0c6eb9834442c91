import { type GraphQLField, getNamedType, isLeafType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, rightsFrom } from '#platform/auth/rights.js';
import { openRightsWorld, type RightsWorld, type Things, type Told } from './rights-world.js';
import { selectAll } from './select-all.js';

const SUBGRAPHS = ['models', 'datasets', 'environments', 'experiments'];

/** Arguments of fields below the root. */
const BELOW = {
  'Model.alias': 'name: "staging"',
  'Model.version': 'selector: "latest"',
  'Model.metricTrend': 'key: "auc"',
  'Run.metricHistory': 'key: "auc"',
};

type Arguments = Readonly<Record<string, unknown>>;
const byName = (name: string) => ({ name });
const byRef = (ref: string) => ({ ref });

/** Arguments of each field of Query that wants some, for what there is. */
const ROOTS: Readonly<Record<string, (things: Things) => Arguments>> = {
  model: ({ model }) => byName(model),
  modelByDisplayName: ({ namespace, model }) => ({ namespace, displayName: model }),
  previewModel: ({ namespace }) => ({ input: { namespace, displayName: 'A model' } }),
  modelVersion: ({ modelVersion }) => byRef(modelVersion),
  deployments: () => ({ target: 'prod' }),
  compareModelVersions: ({ modelVersion }) => ({ refs: [modelVersion, modelVersion] }),
  previewPromotion: ({ modelVersion }) => ({ input: { modelVersion, alias: 'staging' } }),
  previewModelVersion: ({ model }) => ({ input: { model } }),
  previewQuarantine: ({ ids }) => ({ input: { modelVersions: [ids['ModelVersion']], reason: 'It is bad.' } }),
  dataset: ({ dataset }) => byName(dataset),
  datasetVersion: ({ datasetVersion }) => byRef(datasetVersion),
  previewDatasetVersion: ({ dataset }) => ({ input: { dataset } }),
  previewDatasetVersions: ({ dataset }) => ({ input: { datasetVersions: [{ dataset }] } }),
  environment: ({ environment }) => byName(environment),
  environmentVersion: ({ environmentVersion }) => byRef(environmentVersion),
  previewEnvironmentVersion: ({ environment }) => ({ input: { environment, os: 'linux' } }),
  experiment: ({ experiment }) => byName(experiment),
  experimentByDisplayName: ({ experiment, namespace }) => ({ namespace, displayName: experiment }),
  experimentByExternalId: () => ({ externalId: 'mlflow:1' }),
  run: ({ run: id }) => ({ id }),
  runByExternalId: ({ experiment }) => ({ experiment, externalId: 'over' }),
  runs: ({ namespace }) => ({ filter: { namespace, archived: 'ALL' } }),
  loggedModel: ({ ids }) => ({ id: ids['LoggedModel'] }),
  loggedModelByExternalId: ({ experiment }) => ({ experiment, externalId: 'logged' }),
  loggedModels: ({ namespace }) => ({ filter: { namespace, archived: 'ALL' } }),
  previewRun: ({ experiment }) => ({ input: { experiment, name: 'run', externalId: 'another' } }),
  metricSeries: ({ run }) => ({ runs: [run], key: 'auc' }),
};

/** Internal to the system, and for whoever may see everything. */
const INTERNAL = new Set(['_service', '_entities', 'ledgerEvents', 'ledgerServer']);

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

let world: RightsWorld;
let open: Things;
let secret: Things;
/** Things in the open that are made of secret ones. */
let mixed: Things;
beforeAll(async () => {
  world = await openRightsWorld();
  open = await world.seed('open');
  secret = await world.seed('secret');
  const made = await world.mix('open', secret);
  mixed = {
    ...open,
    model: 'open/mixed',
    modelVersion: made.modelVersion,
    dataset: 'open/derived',
    datasetVersion: made.datasetVersion,
    experiment: 'open/mixed',
    run: made.run,
    ids: { ...open.ids, LoggedModel: made.loggedModel },
  };
});
afterAll(() => world[Symbol.asyncDispose]());

const schemaOf = (subgraph: string) => world.graph.subgraphs.get(subgraph)!.schema;
const rootsOf = (subgraph: string) =>
  Object.values(schemaOf(subgraph).getQueryType()!.getFields()).filter(({ name }) => !INTERNAL.has(name));

/** Asks a field of Query for all that can be selected below it. */
function askAll(subgraph: string, field: GraphQLField<unknown, unknown>, args: Arguments, caller: Caller) {
  const named = getNamedType(field.type);
  const selection = isLeafType(named) ? '' : selectAll(schemaOf(subgraph), named, BELOW);
  const used = field.args.filter(({ name }) => Object.hasOwn(args, name));
  const declared = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const [head, call] = used.length === 0 ? ['', ''] : [`(${declared})`, `(${passed})`];
  return world.ask(subgraph, `query ${head} { ${field.name}${call} ${selection} }`, { ...args }, caller);
}

/** Every way to ask for what there is in the open, of it and of what is made of secret things. */
function waysTo(subgraph: string) {
  return rootsOf(subgraph).flatMap((field) => {
    const wants = field.args.some(isRequiredArgument);
    const make = ROOTS[field.name];
    if (make === undefined && !wants) return [{ field, args: {} }];
    if (make === undefined)
      throw new Error(`Query.${field.name} wants arguments: give some, so that the matrix covers it`);
    return [open, mixed].map((things) => ({ field, args: make(things) }));
  });
}

/** What must stand in no answer to who may not see it: names, refs, ids. */
function leaksIn(value: unknown): string[] {
  const text = JSON.stringify(value);
  return ['secret/', ...Object.values(secret.ids), secret.openRun].filter((own) => text.includes(own));
}

/** Connections whose `totalCount` is not how many nodes there are. */
function miscounted(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { totalCount, nodes, pageInfo, __typename } = value as Record<string, never>;
  const isWhole = nodes !== undefined && pageInfo !== undefined && !(pageInfo as { hasNextPage?: boolean }).hasNextPage;
  // It is paged by versions, and has a node for those that were measured.
  const isOff = isWhole && totalCount !== (nodes as unknown[]).length && __typename !== 'MetricTrendConnection';
  const below = Object.entries(value).flatMap(([key, inner]) => miscounted(inner, `${path}.${key}`));
  return isOff ? [path, ...below] : below;
}

test.each(SUBGRAPHS.flatMap((subgraph) => HIDDEN_FROM.map((one) => ({ subgraph, ...one }))))(
  '$subgraph, $who: no field of Query, nor any below it, tells of what is hidden',
  async ({ subgraph, caller }) => {
    const leaks: Record<string, string[]> = {};
    const faults: Record<string, unknown> = {};
    let fields = 0;
    for (const { field, args } of waysTo(subgraph)) {
      const way = `${field.name}(${JSON.stringify(args)})`;
      const { data, errors } = await askAll(subgraph, field, args, caller);
      fields += 1;
      const found = leaksIn([data, errors]);
      if (found.length > 0) leaks[way] = found;
      const wrong = [
        ...errors.filter(({ path }) => !path.startsWith('compareModelVersions.lineage')),
        ...miscounted(data),
      ];
      if (wrong.length > 0) faults[way] = wrong;
    }
    expect(leaks).toEqual({});
    expect(faults).toEqual({});
    expect(fields).toBeGreaterThan(3);
  },
);

test.each(SUBGRAPHS.filter((subgraph) => subgraph !== 'environments'))(
  '%s: the same fields tell it to who may see it, so the test before looks where it is',
  async (subgraph) => {
    const told = new Set<string>();
    for (const { field, args } of waysTo(subgraph)) {
      const { data } = await askAll(subgraph, field, args, seer);
      if (leaksIn(data).length > 0) told.add(field.name);
    }
    expect([...told].length).toBeGreaterThanOrEqual(2);
  },
);

test.each(SUBGRAPHS)('%s: what is hidden is answered as what is not there, field by field', async (subgraph) => {
  const nowhere = '0190a0a0-0000-7000-8000-00000000dead';
  const lacking = Object.fromEntries(
    Object.entries(secret).map(([key, text]) => [
      key,
      typeof text === 'string' ? text.replace('secret', 'nothing') : text,
    ]),
  ) as unknown as Things;
  const ids = Object.fromEntries(Object.keys(secret.ids).map((type) => [type, nowhere]));
  const absent = { ...lacking, run: nowhere, openRun: nowhere, deployment: nowhere, ids };
  const plain = ({ data, errors }: Told, { namespace, run, ids }: Things) =>
    [namespace, run, ...Object.values(ids)].reduce(
      (text, own) => text.replaceAll(own, '…'),
      JSON.stringify([data, errors]),
    );
  for (const field of rootsOf(subgraph).filter(({ args }) => args.some(isRequiredArgument))) {
    const ask = async (things: Things) =>
      plain(await askAll(subgraph, field, ROOTS[field.name]!(things), outsider), things);
    expect(await ask(secret), field.name).toBe(await ask(absent));
  }
});

const KEYS = { Model: 'model', Dataset: 'dataset', Environment: 'environment', Experiment: 'experiment' } as const;

test.each(SUBGRAPHS)('%s: an entity that is hidden is not there, by any of its keys', async (subgraph) => {
  const types = Object.keys(open.ids).filter((type) => isOwn(subgraph, type));
  expect(types.length).toBeGreaterThan(0);
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
    digest manifest datasets { role } environment { id } run { id } parents { ref } reproducibility { missing recipe }
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
    parents: [{ ref: null, digest: whole.manifest.parents[0].digest }],
  });
  expect(part).toMatchObject({ digest: whole.digest, datasets: [], environment: null, run: null, parents: [] });
  expect(whole.model.latest.bump.reasons).toEqual(['it no longer learned from the dataset secret/data']);
  expect(part.model.latest.bump.reasons).toEqual(['it no longer learned from the dataset (hidden)']);
});
