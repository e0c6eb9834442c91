import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rightsFrom, sees } from '#platform/auth/rights.js';
import { seesSql } from '#platform/database/rows/seen-condition.js';
import { asOwner } from '../support/as-owner.js';
import { type CallerName, type ClosedWorld, createClosedWorld } from './closed-world.js';

let world: ClosedWorld;
beforeAll(async () => {
  world = await createClosedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Everything that gives away that something secret is there: its names and its ids. */
function secrets(): RegExp {
  const ids = [...world.ids].filter(([name]) => name.startsWith('secret/') || name === 'tune').map(([, id]) => id);
  return new RegExp(['secret/', 'tune', 'vault', 'nobody knows of', ...ids].join('|'));
}

/** What a caller is answered, which holds no secret in any encoding that an answer has. */
async function told<T = Record<string, never>>(caller: CallerName, query: string, variables = {}): Promise<T> {
  const answer = await world.as<T>(caller, query, variables);
  expect(answer.errors).toBeUndefined();
  const text = JSON.stringify(answer);
  expect(text).not.toMatch(secrets());
  for (const [word] of text.matchAll(/[A-Za-z0-9_-]{24,}/g)) {
    expect(Buffer.from(word, 'base64url').toString()).not.toMatch(secrets());
  }
  return answer.data;
}

const find = async (caller: CallerName, query: string, kinds?: string[]) => {
  type Found = { name?: string; ref?: string; kept?: string } | null;
  const { search } = await told<{ search: { totalCount: number; nodes: Found[] } }>(
    caller,
    `query ($query: String!, $kinds: [SearchKind!]) { search(query: $query, kinds: $kinds) { totalCount
      nodes { ... on ModelVersion { ref } ... on DatasetVersion { ref } ... on Run { name } ... on EnvironmentVersion { ref }
        ... on Model { kept: name } ... on Dataset { kept: name } ... on Experiment { kept: name } } } }`,
    { query, kinds },
  );
  expect(search.nodes).toHaveLength(search.totalCount);
  return search.nodes.map((node) => node?.ref ?? node?.name ?? node?.kept).sort();
};

describe('search', () => {
  test('finds and counts what is seen alone, and a facet names no hidden namespace', async () => {
    const versions = ['open/clean@1.0.0', 'open/copy@1.0.0', 'open/detector@1.0.0', 'open/detector@2.0.0'];
    const open = [...versions, 'open/clean', 'open/copy', 'open/detector', 'open/nightly', 'train'].sort();
    expect(await find('outsider', '')).toEqual(open);
    expect(await find('tenant', '')).toEqual(open);
    const { search } = await told<{ search: { facets: { field: string; values: object[] }[] } }>(
      'outsider',
      '{ search(query: "") { facets { field values { value count } } } }',
    );
    expect(search.facets.find(({ field }) => field === 'NAMESPACE')?.values).toEqual([{ value: 'open', count: 9 }]);
  });

  test.each([
    'secret',
    'name:secret/raw',
    'namespace:secret',
    'namespace:sec*',
    'dataset:secret/raw',
    'dataset:secret/raw@1.0.0',
    'dataset:sec*',
    'experiment:secret/nightly',
    'experiment:sec*',
    'package:torch',
    'parameter.depth:9',
    'metric.auc > 0.9',
    'alias:production and not namespace:open',
  ])('finds nothing by what is hidden: %s', async (query) => {
    expect(await find('outsider', query)).toEqual([]);
    expect((await world.as('all', `{ search(query: ${JSON.stringify(query)}) { totalCount } }`)).data).not.toEqual({
      search: { totalCount: 0 },
    });
  });

  test('what a version has from a run that is seen is found, and what was evaluated of it', async () => {
    expect(await find('outsider', 'metric.auc > 0.7')).toEqual(['open/detector@1.0.0', 'train']);
    expect(await find('outsider', 'not metric.auc > 0.9', ['MODEL_VERSION'])).toContain('open/detector@2.0.0');
    expect(await find('outsider', 'parameter.depth:7')).toEqual(['open/detector@1.0.0', 'train']);
  });

  test('pages in the order of a metric hold no value of a hidden run, in their cursors neither', async () => {
    const names: unknown[] = [];
    for (let after: string | null = null; ; ) {
      type Found = { search: { nodes: { ref?: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
      const { search }: Found = await told<Found>(
        'outsider',
        `query ($after: String) { search(query: "", first: 1, after: $after, kinds: [MODEL_VERSION], orderBy: { by: METRIC, metric: "auc" }) {
          nodes { ... on ModelVersion { ref } } pageInfo { endCursor hasNextPage } } }`,
        { after },
      );
      names.push(...search.nodes.map(({ ref }) => ref));
      expect(Buffer.from(search.pageInfo.endCursor, 'base64url').toString()).not.toContain('0.95');
      if (!search.pageInfo.hasNextPage) break;
      after = search.pageInfo.endCursor;
    }
    expect(names).toEqual(['open/detector@1.0.0']);
  });

  test('a lineage term leads through what is hidden, and begins nowhere hidden', async () => {
    expect(await find('outsider', 'upstreamOf:open/copy@1.0.0')).toEqual(['open/clean@1.0.0']);
    const [hidden, absent] = await Promise.all(
      ['secret/raw@1.0.0', 'secret/nothing@1.0.0'].map(async (ref) => {
        const { errors } = await world.as('outsider', `{ search(query: "downstreamOf:${ref}") { totalCount } }`);
        return JSON.stringify(errors).replaceAll(ref, 'REF');
      }),
    );
    expect(hidden).toContain('NOT_FOUND');
    expect(hidden).toBe(absent);
  });
});

/** The statements that look a thing up, without those of who follows the ledgers and looks at the store meanwhile. */
const lookUps = (statements: readonly string[]) =>
  statements
    .filter((sql) => !/ledger|projection|pg_|txid|xmin/.test(sql))
    .map((sql) => sql.slice(0, 120))
    .sort();

const WALK = `nodes { id ref kind depth redacted createdAt entity { __typename }
    label group status active aliases upstreamCount downstreamCount } edges { from to fromId toId relation }
  complete redacted pageInfo { endCursor hasNextPage }`;

interface Walked {
  readonly nodes: {
    id: string;
    ref: string;
    kind: string;
    redacted: boolean;
    createdAt: string | null;
    entity: object | null;
    upstreamCount: number | null;
    downstreamCount: number | null;
  }[];
  readonly edges: { from: string; to: string; fromId: string; toId: string }[];
  readonly complete: boolean;
  readonly redacted: number;
  readonly pageInfo: { endCursor: string; hasNextPage: boolean };
}

describe('lineage', () => {
  test.each(['UPSTREAM', 'DOWNSTREAM', 'BOTH'])(
    'keeps its shape, and what is hidden in it has no name: %s',
    async (direction) => {
      const query = `{ lineage(of: "open/clean@1.0.0", direction: ${direction}) { ${WALK} } }`;
      const whole = (await world.as<{ lineage: Walked }>('all', query)).data.lineage;
      const { lineage } = await told<{ lineage: Walked }>('outsider', query);
      const shapeOf = ({ nodes, edges }: Walked) => {
        const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
        return {
          kinds: nodes.map(({ kind }) => kind).sort(),
          edges: edges.map(({ fromId, toId }) => `${kinds.get(fromId)} > ${kinds.get(toId)}`).sort(),
        };
      };
      expect(shapeOf(lineage)).toEqual(shapeOf(whole));
      expect(lineage.complete).toBe(true);
      const hidden = lineage.nodes.filter(({ redacted }) => redacted);
      expect(lineage.redacted).toBe(hidden.length);
      expect(hidden.length).toBeGreaterThan(0);
      const untold = { createdAt: null, entity: null, group: null, status: null, active: null, aliases: [] };
      const uncounted = { upstreamCount: null, downstreamCount: null };
      for (const { id, ...node } of hidden) expect(node).toMatchObject({ ref: id, label: id, ...untold, ...uncounted });
      // What is hidden is counted beside what is seen, as it stands in the walk.
      const counts = (nodes: Walked['nodes']) =>
        nodes.map((node) => [node.ref, node.upstreamCount, node.downstreamCount]);
      const seen = lineage.nodes.filter(({ redacted }) => !redacted);
      expect(counts(whole.nodes)).toEqual(expect.arrayContaining(counts(seen)));
      const refs = new Map(lineage.nodes.map(({ id, ref }) => [id, ref]));
      for (const { from, to, fromId, toId } of lineage.edges) {
        expect([refs.get(fromId), refs.get(toId)]).toEqual([from, to]);
      }
      expect(whole.redacted).toBe(0);
    },
  );

  test('pages of one hold the whole, its hidden nodes by the same names, and their cursors name none', async () => {
    const args = 'of: "open/clean@1.0.0", direction: DOWNSTREAM';
    const { lineage: whole } = await told<{ lineage: Walked }>('outsider', `{ lineage(${args}) { ${WALK} } }`);
    const paged: { nodes: string[]; edges: string[] } = { nodes: [], edges: [] };
    for (let after: string | null = null; ; ) {
      const { lineage }: { lineage: Walked } = await told<{ lineage: Walked }>(
        'outsider',
        `query ($after: String) { lineage(${args}, first: 1, after: $after) { ${WALK} } }`,
        { after },
      );
      paged.nodes.push(...lineage.nodes.map(({ id }) => id));
      paged.edges.push(...lineage.edges.map(({ fromId, toId }) => `${fromId} ${toId}`));
      if (!lineage.pageInfo.hasNextPage) break;
      after = lineage.pageInfo.endCursor;
    }
    expect(paged.nodes.sort()).toEqual(whole.nodes.map(({ id }) => id).sort());
    expect(paged.edges.sort()).toEqual(whole.edges.map(({ fromId, toId }) => `${fromId} ${toId}`).sort());
  });

  test('a cursor of somebody who sees a node is none to somebody who does not', async () => {
    const page = (caller: CallerName, after: string | null) =>
      world.as<{ lineage: Walked }>(
        caller,
        `query ($after: String) { lineage(of: "open/clean@1.0.0", direction: UPSTREAM, first: 2, after: $after) { ${WALK} } }`,
        { after },
      );
    const { endCursor } = (await page('all', null)).data.lineage.pageInfo;
    expect((await page('outsider', endCursor)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a way between two things leads through what is hidden', async () => {
    const { lineagePath } = await told<{ lineagePath: { connected: boolean; nodes: { ref: string; kind: string }[] } }>(
      'outsider',
      '{ lineagePath(from: "open/copy@1.0.0", to: "open/clean@1.0.0") { connected complete nodes { ref kind } } }',
    );
    expect(lineagePath.connected).toBe(true);
    expect(lineagePath.nodes.map(({ kind }) => kind)).toEqual(['DATASET_VERSION', 'MODEL_VERSION', 'MODEL_VERSION']);
    expect(lineagePath.nodes[1]?.ref).toMatch(/^REDACTED_/);
  });

  test.each([
    ['lineage', (of: string) => `{ lineage(of: "${of}", direction: BOTH) { complete } }`],
    ['lineagePath', (of: string) => `{ lineagePath(from: "${of}", to: "open/clean@1.0.0") { connected } }`],
    ['impact', (of: string) => `{ impact(of: "${of}") { complete } }`],
    [
      'previewQuarantineDownstream',
      (of: string) => `{ previewQuarantineDownstream(input: { of: "${of}", reason: "r" }) { quarantined { ref } } }`,
    ],
    ['refStatus', (of: string) => `{ refStatus(ref: "${of}") { found unknown nearest message } }`],
    ['node', (of: string) => `{ node(id: "${of}") { id } }`],
  ])('%s of what is hidden and of what is not there is one answer, of as many statements', async (_, ask) => {
    const run = world.ids.get('tune')!;
    const pairs: [string, string][] = [
      ['secret/raw@1.0.0', 'secret/raz@1.0.0'],
      ['secret/raw@latest', 'secret/raz@latest'],
      ['secret/model@production', 'secret/modem@production'],
      ['secret/raw@1.0.0#amount', 'secret/raz@1.0.0#amount'],
      [world.ids.get('secret/raw@1.0.0')!, '0197e1a0-0000-7000-8000-000000000000'],
      [run, '0197e1a0-0000-7000-8000-000000000001'],
      [`secret/nightly@${run}`, 'secret/nightlx@0197e1a0-0000-7000-8000-000000000001'],
    ];
    for (const [hidden, absent] of pairs) {
      const of = async (what: string) => {
        world.statements();
        const { data, errors } = await world.as('outsider', ask(what));
        const told = { data, errors: errors?.map(({ message, extensions: { code } }) => ({ message, code })) };
        const text = JSON.stringify(told).replaceAll(what, 'OF').replaceAll(what.split('@')[0]!, 'NAME');
        return { text, statements: lookUps(world.statements()) };
      };
      expect(await of(hidden)).toEqual(await of(absent));
    }
  });
});

describe('impact', () => {
  test('counts what is hidden and names it not', async () => {
    const { impact } = await told<{ impact: Record<string, unknown> }>(
      'outsider',
      `{ impact(of: "open/clean@1.0.0") { complete incompleteReason modelVersions { ref } redactedModelVersions
        deployments { target modelVersion { ref } safeRollback { ref } } redactedDeployments owners } }`,
    );
    expect(impact).toEqual({
      complete: true,
      incompleteReason: null,
      modelVersions: expect.arrayContaining([{ ref: 'open/detector@1.0.0' }, { ref: 'open/copy@1.0.0' }]),
      redactedModelVersions: 1,
      deployments: [{ target: 'eu', modelVersion: { ref: 'open/detector@1.0.0' }, safeRollback: null }],
      redactedDeployments: 1,
      owners: ['all'],
    });
  });

  test('of a column, what does not tell its columns is counted and named where it is seen', async () => {
    const { impact } = await told<{ impact: { complete: boolean } }>(
      'outsider',
      '{ impact(of: "open/clean@1.0.0#amount") { complete incompleteReason redactedModelVersions modelVersions { ref } } }',
    );
    expect(impact.complete).toBe(true);
  });

  test('a quarantine that reaches what is not maintained is refused, and says nothing of it', async () => {
    for (const field of ['mutation { done: quarantineDownstream', '{ done: previewQuarantineDownstream']) {
      const query = `${field}(input: { of: "open/clean@1.0.0", reason: "bad" }) { quarantined { ref } } }`;
      const { data, errors } = await world.as('maintainer', query);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect(JSON.stringify({ data, errors })).not.toMatch(secrets());
    }
    const own =
      '{ previewQuarantineDownstream(input: { of: "open/copy@1.0.0", reason: "bad" }) { quarantined { ref } } }';
    expect((await world.as('maintainer', own)).data).toEqual({
      previewQuarantineDownstream: { quarantined: [{ ref: 'open/copy@1.0.0' }] },
    });
  });
});

test('insight counts what is seen alone: of everything, of a namespace, of a model, over time', async () => {
  for (const [modelVersion, answer] of [
    ['open/detector@1.0.0', 'YES'],
    ['secret/model@1.0.0', 'NO'],
  ] as const) {
    const places = [{ place: 's3://b/model', answer, reason: 'It was looked at.' }];
    await world.write('recordReachCheck', { modelVersion, places }, '__typename');
  }
  await world.settle();
  const RESOLVABLE = 'reachChecks resolvable { yes no share } overTime { reachChecks resolvable { yes no share } }';
  const resolvable = async (caller: CallerName) =>
    (await world.as(caller, `{ registryInsight { ${RESOLVABLE} } }`)).data['registryInsight'];
  const seen = { reachChecks: 1, resolvable: { yes: 1, no: 0, share: 1 } };
  expect(await resolvable('outsider')).toEqual({ ...seen, overTime: [seen] });
  const all = { reachChecks: 2, resolvable: { yes: 1, no: 1, share: 0.5 } };
  expect(await resolvable('all')).toEqual({ ...all, overTime: [all] });
  const ask = `{ of: registryInsight { modelVersions leadTime { count } overTime { modelVersions } byModel { model modelVersions } }
    hidden: registryInsight(namespace: "secret") { modelVersions reproducibleShare leadTime { count medianSeconds } overTime { modelVersions } byModel { model } }
    absent: registryInsight(namespace: "absent") { modelVersions reproducibleShare leadTime { count medianSeconds } overTime { modelVersions } byModel { model } }
    model: registryInsight(model: "secret/model") { modelVersions leadTime { count } }
    since: registryInsight(since: "2000-01-01T12:00:00Z") { modelVersions byModel { model } } }`;
  const answer = (await world.as<Record<string, Record<string, unknown>>>('outsider', ask)).data;
  expect(answer['of']).toEqual({
    modelVersions: 3,
    leadTime: { count: 1 },
    overTime: [{ modelVersions: 3 }],
    byModel: [
      { model: 'open/detector', modelVersions: 2 },
      { model: 'open/copy', modelVersions: 1 },
    ],
  });
  expect(answer['hidden']).toEqual(answer['absent']);
  expect(answer['model']).toEqual({ modelVersions: 0, leadTime: { count: 0 } });
  expect(answer['since']).toEqual({ modelVersions: 3, byModel: [{ model: 'open/detector' }, { model: 'open/copy' }] });
  expect((await world.as('tenant', '{ registryInsight { modelVersions } }')).data).toEqual({
    registryInsight: { modelVersions: 3 },
  });
  expect((await world.as('all', '{ registryInsight { modelVersions } }')).data).toEqual({
    registryInsight: { modelVersions: 4 },
  });
});

describe('the ledger', () => {
  interface Entry {
    readonly subject: string;
    readonly type: string;
    readonly redacted: boolean;
    readonly payload: Record<string, unknown>;
    readonly rows: object | null;
  }
  const read = (caller: CallerName, args = '') =>
    told<{ ledger: { totalCount: number; nodes: Entry[] } }>(
      caller,
      `{ ledger(first: 100${args}) { totalCount nodes { subject type typeName redacted payload rows } } }`,
    );

  test('leaves out the events of what is hidden, counts too, and withholds a payload that names it', async () => {
    for (const caller of ['outsider', 'tenant'] as const) {
      const { ledger } = await read(caller);
      expect(ledger.totalCount).toBe(ledger.nodes.length);
      const registered = ledger.nodes.filter(({ type }) => type === 'ModelVersionRegistered');
      expect(registered.map(({ subject }) => subject).sort()).toEqual([
        'open/copy@1.0.0',
        'open/detector@1.0.0',
        'open/detector@2.0.0',
      ]);
      for (const { redacted, payload, rows } of registered) {
        expect({ redacted, payload, rows }).toEqual({ redacted: true, payload: {}, rows: null });
      }
      const alias = ledger.nodes.find(({ type }) => type === 'AliasSet');
      expect(alias).toMatchObject({
        subject: 'open/detector@1.0.0',
        redacted: false,
        payload: { alias: 'production' },
      });
    }
  });

  test('answers to a hidden subject as to one that is not there', async () => {
    const [hidden, absent] = await Promise.all(
      ['secret/model@1.0.0', 'secret/modem@1.0.0'].map((subject) =>
        world.as('outsider', `{ ledger(subject: "${subject}") { totalCount nodes { subject } } }`),
      ),
    );
    expect(hidden).toEqual(absent);
    expect(hidden?.data).toEqual({ ledger: { totalCount: 0, nodes: [] } });
  });

  test('an event of a type that is not known is hidden from whoever does not see everything', async () => {
    const catalog = world.subgraphs.get('catalog')!;
    await catalog.database.manager.query(
      `INSERT INTO ledger_entry (id, subgraph, position, type, subject, actor, at, payload, hash)
       VALUES (gen_random_uuid(), 'models', 900, 'Rare', 'open/detector', 'ann', now(), '{}', 'x')`,
    );
    const ask = '{ ledger(subject: "open/detector") { totalCount } }';
    try {
      expect((await world.as('outsider', ask)).data).toEqual({ ledger: { totalCount: 0 } });
      expect((await world.as('all', ask)).data).toEqual({ ledger: { totalCount: 1 } });
    } finally {
      await asOwner(catalog, "DELETE FROM ledger_entry WHERE type = 'Rare'");
    }
  });
});

test('what a quarantine writes beside a version names nothing of another namespace', async () => {
  await world.write('registerDatasetVersion', { dataset: 'secret/bad', rowCount: 1 }, 'datasetVersion { ref }');
  await world.write('registerDatasetVersion', { dataset: 'open/bad', rowCount: 1 }, 'datasetVersion { ref }');
  const use = (ref: string) => ({ datasets: [{ ref }] });
  await world.write('registerModelVersion', { model: 'open/one', ...use('secret/bad@1.0.0') }, 'modelVersion { ref }');
  await world.write('registerModelVersion', { model: 'open/two', ...use('open/bad@1.0.0') }, 'modelVersion { ref }');
  for (const of of ['secret/bad@1.0.0', 'open/bad@1.0.0']) {
    await world.write('quarantineDownstream', { of, reason: 'wrong labels' }, 'quarantined { ref }');
  }
  const reasonAt = async (subject: string) => {
    const { ledger } = await told<{ ledger: { nodes: { payload: { reason: string } }[] } }>(
      'outsider',
      `{ ledger(subject: "${subject}", type: StatusChanged) { nodes { payload } } }`,
    );
    return ledger.nodes.map(({ payload }) => payload.reason);
  };
  await world.settle();
  expect(await reasonAt('open/one@1.0.0')).toEqual(['something that it rests on is bad: wrong labels']);
  expect(await reasonAt('open/two@1.0.0')).toEqual(['it rests on open/bad@1.0.0: wrong labels']);
});

test('PostgreSQL and this process agree on what is seen', async () => {
  const { manager } = world.subgraphs.get('catalog')!.database;
  const names = [
    'a',
    'secret',
    'secrets/a',
    'secret/a',
    'secret/a@1.0.0',
    'secret/lab/a',
    'secret/lab',
    'open/a',
    'a_b/c',
    'a%/c',
  ];
  const grants = ['', 'open', 'secret/lab', 'secret/lab/deep', 'a_b'];
  for (const closed of [[], [''], ['secret'], ['secret', ''], ['secret', 'secret/lab'], ['a_b']]) {
    for (const namespace of grants) {
      const rights = rightsFrom({ roles: [{ role: 'VIEWER', namespace }], closed });
      const rows = await manager.query<{ name: string }[]>(
        `SELECT name FROM unnest($1::text[]) AS given (name) WHERE ${seesSql('name', '$2::text[]', '$3::text[]')}`,
        [names, rights.hidden, rights.shown],
      );
      expect(rows.map(({ name }) => name)).toEqual(names.filter((name) => sees(rights, name)));
    }
  }
});

test('what stands for who sees everything costs no other statement than before there were rights', async () => {
  world.statements();
  await world.as(
    'all',
    '{ search(query: "detector") { totalCount } lineage(of: "open/clean@1.0.0", direction: BOTH) { complete } }',
  );
  for (const sql of world.statements()) expect(sql).not.toMatch(/NOT MATERIALIZED|\^@/);
});
