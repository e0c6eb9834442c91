import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { rightsFrom } from '#platform/auth/rights.js';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { LineageRepository } from '#subgraphs/catalog/lineage/lineage.repository.js';
import { createRandom } from '../support/seeded-random.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import { node } from './catalog-world.js';
import { idOf, randomEdges } from './lineage-graphs.js';

const ARGS = `$of: String!, $direction: LineageDirection!, $depth: Int, $first: Int, $kinds: [LineageKind!], $stopAt: [LineageKind!], $asOf: DateTime`;
const GIVEN =
  'of: $of, direction: $direction, depth: $depth, first: $first, kinds: $kinds, stopAt: $stopAt, asOf: $asOf';
const PLAIN = `query (${ARGS}) { lineage(${GIVEN}) { complete incompleteReason redacted root { ref }
  nodes { id ref kind group status active depth redacted } edges { fromId toId relation } groups { id } } }`;
const GROUPED = `query (${ARGS}, $after: String) { lineage(${GIVEN}, after: $after, groupBy: NAME) {
  complete incompleteReason redacted root { ref } nodes { ref } edges { relation }
  groups { id kind name redacted nodeCount depth ref statuses { status count } activeCount }
  groupEdges { fromId toId count relations } pageInfo { hasNextPage } } }`;

interface Group {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly nodeCount: number;
  readonly statuses: readonly { readonly status: string; readonly count: number }[];
}
interface Grouped {
  readonly complete: boolean;
  readonly incompleteReason: string | null;
  readonly redacted: number;
  readonly groups: readonly Group[];
  readonly groupEdges: readonly { readonly fromId: string; readonly toId: string; readonly count: number }[];
}
interface Plain extends Pick<Grouped, 'complete' | 'incompleteReason' | 'redacted'> {
  readonly root: { readonly ref: string };
  readonly nodes: readonly {
    readonly id: string;
    readonly ref: string;
    readonly kind: string;
    readonly group: string | null;
    readonly status: string | null;
    readonly active: boolean | null;
    readonly depth: number;
    readonly redacted: boolean;
  }[];
  readonly edges: readonly { readonly fromId: string; readonly toId: string; readonly relation: string }[];
  readonly groups: null;
}

let opened: TestSubgraph;
beforeAll(async () => {
  opened = await openTestSubgraph(catalog);
});
afterAll(() => opened[Symbol.asyncDispose]());

const outsider: Caller = {
  actor: 'eve',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'VIEWER', namespace: 'open' }], closed: ['secret'] }),
};

async function ask<T>(document: string, variables: object, caller: Caller = ANONYMOUS) {
  const request = { document: parse(document), variables: { ...variables }, caller, requestId: 'test' };
  const { data, errors = [] } = await opened.subgraph.execute(request);
  return { data: JSON.parse(JSON.stringify(data ?? null)) as { lineage: T }, messages: errors.map((e) => e.message) };
}
const groupsOf = async (variables: object, caller?: Caller) => {
  const { data, messages } = await ask<Grouped>(GROUPED, variables, caller);
  expect(messages).toEqual([]);
  return data.lineage;
};

const KINDS = ['DATASET_VERSION', 'RUN', 'MODEL_VERSION', 'COLUMN', 'DEPLOYMENT', 'LOGGED_MODEL'];
const RELATIONS = ['DERIVED_FROM', 'READ', 'TRAINED_ON'];
const moment = (index: number) => new Date(Date.UTC(2026, 0, 1 + index));

/** A random graph of nodes that share few names, some hidden, of which some have a status or run since a moment. */
async function drawRandom(seed: number, size: number): Promise<readonly LineageNodeFact[]> {
  const random = createRandom(seed);
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
  const nodes = Array.from({ length: size }, (_, index) => {
    const kind = pick(KINDS);
    const ref = `${pick(['open', 'secret'])}/s${seed}-${pick(['a', 'b'])}@${index}.0.0`;
    return node(kind, kind === 'COLUMN' ? `${ref}#c@${index % 2}` : ref);
  });
  const { manager } = opened.subgraph.database;
  const lineage = new LineageRepository(manager);
  await lineage.addNodes(nodes.map((fact, index) => ({ ...fact, at: moment(index) })));
  await lineage.addEdges(
    randomEdges(random, size, 2 * size, { cycles: seed % 2 === 1 }).map(([up, down]) => ({
      upstreamId: idOf(nodes, up),
      downstreamId: idOf(nodes, down),
      relation: pick(RELATIONS),
    })),
  );
  for (const [index, { id, kind, ref }] of nodes.entries()) {
    const until = random() < 0.5 ? null : moment(index + 6);
    if (kind === 'RUN' && random() < 0.7)
      await manager.query(
        `INSERT INTO node_history (slot, node_id, facet, value, valid_from, valid_to) VALUES ($1, $2, 'status', $3, $4, $5)`,
        [`status ${id}`, id, pick(['FINISHED', 'FAILED']), moment(index + 2), until],
      );
    if (kind === 'DEPLOYMENT' || kind === 'MODEL_VERSION')
      await manager.query(
        `INSERT INTO registry_deployment (id, target, model, model_version_id, started_at, ended_at) VALUES ($1, 't', $2, $1, $3, $4)`,
        [id, ref.split('@')[0], moment(index + 1), until],
      );
  }
  return nodes;
}

/** A plain answer, put into groups here. */
function inGroups({ nodes, edges }: Plain): Pick<Grouped, 'groups' | 'groupEdges'> {
  const idOfGroup = (one: Plain['nodes'][number]) =>
    one.redacted ? `REDACTED_${one.kind}` : `${one.kind} ${one.group}`;
  const groupOf = new Map(nodes.map((one) => [one.id, idOfGroup(one)]));
  const groups = [...new Set(groupOf.values())].map((id) => {
    const members = nodes.filter((one) => idOfGroup(one) === id);
    const [{ kind, group, redacted, active }] = members as [Plain['nodes'][number]];
    const statuses = new Map<string, number>();
    for (const { status } of members) if (status !== null) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return {
      id,
      kind,
      name: group,
      redacted,
      nodeCount: members.length,
      depth: Math.min(...members.map(({ depth }) => depth)),
      ref: members.length === 1 && !redacted ? members[0]!.ref : null,
      statuses: [...statuses].sort().map(([status, count]) => ({ status, count })),
      activeCount: active === null ? null : members.filter((one) => one.active).length,
    };
  });
  const counts = new Map<string, { count: number; relations: Set<string> }>();
  for (const { fromId, toId, relation } of edges) {
    const key = `${groupOf.get(fromId)}>${groupOf.get(toId)}`;
    const known = counts.get(key) ?? { count: 0, relations: new Set<string>() };
    counts.set(key, { count: known.count + 1, relations: known.relations.add(relation) });
  }
  const groupEdges = [...counts].map(([key, { count, relations }]) => {
    const [fromId, toId] = key.split('>') as [string, string];
    return { fromId, toId, count, relations: [...relations].sort() };
  });
  const place = (id: string) => groups.findIndex((group) => group.id === id);
  groups.sort((a, b) => a.depth - b.depth || order(a.kind, b.kind) || order(a.name ?? '', b.name ?? ''));
  groupEdges.sort((a, b) => place(a.fromId) - place(b.fromId) || place(a.toId) - place(b.toId));
  return { groups, groupEdges };
}
const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

test('groups are what the nodes and edges of the plain answer come to, in random graphs, for whoever asks', async () => {
  let largest = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const nodes = await drawRandom(seed, 24);
    const random = createRandom(1_000 + seed);
    const open = nodes.find(({ kind, ref }) => ref.startsWith('open/') && kind !== 'DEPLOYMENT')!;
    for (const direction of ['UPSTREAM', 'DOWNSTREAM', 'BOTH']) {
      const asked = {
        of: open.id,
        direction,
        depth: 1 + Math.floor(random() * 6),
        ...(random() < 0.5 ? {} : { kinds: ['RUN', 'MODEL_VERSION', 'COLUMN'] }),
        ...(random() < 0.7 ? {} : { stopAt: ['MODEL_VERSION'] }),
        ...(random() < 0.5 ? {} : { asOf: moment(10).toISOString() }),
      };
      for (const caller of [ANONYMOUS, outsider]) {
        const { data } = await ask<Plain>(PLAIN, asked, caller);
        const { groups: none, nodes: ____, edges: _____, ...rest } = data.lineage;
        expect(none).toBeNull();
        const { root } = rest;
        const expected = {
          ...rest,
          ...inGroups(data.lineage),
          nodes: [root],
          edges: [],
          pageInfo: { hasNextPage: false },
        };
        expect(await groupsOf(asked, caller), `seed ${seed} ${JSON.stringify(asked)}`).toEqual(expected);
        largest = Math.max(largest, expected.groups.length);
      }
    }
  }
  expect(largest).toBeGreaterThan(8);
});

test('groups that are left out, and a cursor, are told', async () => {
  const nodes = await drawRandom(99, 40);
  const asked = { of: idOf(nodes, 0), direction: 'BOTH', depth: 100 };
  const all = await groupsOf(asked);
  const few = await groupsOf({ ...asked, first: 2 });
  expect(few.groups).toEqual(all.groups.slice(0, 2));
  const ids = few.groups.map(({ id }) => id);
  expect(few.groupEdges).toEqual(
    all.groupEdges.filter(({ fromId, toId }) => ids.includes(fromId) && ids.includes(toId)),
  );
  expect([few.complete, few.incompleteReason]).toEqual([
    false,
    `${all.groups.length - 2} further groups left out: ask with a greater first, or with kinds.`,
  ]);
  const { messages } = await ask(GROUPED, { ...asked, after: 'abc' });
  expect(messages).toEqual([expect.stringContaining('Expected no after beside groupBy')]);
});

test('groups have more nodes than a plain answer, and say where the walk was cut off', async () => {
  const { manager } = opened.subgraph.database;
  const hub = node('DATASET_VERSION', 'hub/data@1.0.0');
  await new LineageRepository(manager).addNodes([{ ...hub, at: moment(0) }]);
  const addRuns = (from: number, to: number) =>
    manager.query(
      `WITH run AS (
         INSERT INTO lineage_node (id, kind, ref, at)
         SELECT md5('run' || i)::uuid, 'RUN', 'hub/e' || i % 10 || '@' || i, now() FROM generate_series($1::int, $2::int) AS i RETURNING id)
       INSERT INTO lineage_edge (upstream_id, downstream_id, relation) SELECT $3::uuid, id, 'TRAINED_ON' FROM run`,
      [from, to, hub.id],
    );
  await addRuns(1, 6_000);
  const asked = { of: hub.id, direction: 'DOWNSTREAM' };
  const { complete, groups, groupEdges } = await groupsOf(asked);
  expect([complete, groups.length, groupEdges.length]).toEqual([true, 11, 10]);
  expect(groups[1]).toMatchObject({ id: 'RUN hub/e0', nodeCount: 600, statuses: [{ status: 'RUNNING', count: 600 }] });
  expect(groupEdges.every(({ count }) => count === 600)).toBe(true);
  await addRuns(6_001, 20_400);
  const cut = await groupsOf(asked);
  expect(cut.groups.reduce((sum, { nodeCount }) => sum + nodeCount, 0)).toBe(20_000);
  expect([cut.complete, cut.incompleteReason]).toEqual([
    false,
    '20000 nodes reached downstream, and there are more: the groups have these alone; ask with a smaller depth, or with stopAt.',
  ]);
});
