import { parse } from 'graphql';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { type InProcessGraph, openInProcessGraph } from '#process/open-in-process-graph.js';
import { level } from '../subgraphs/catalog-world.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';
import { mixThings, seedThings, type Things, type WriteThing } from './seed-things.js';

/** What a subgraph answered. */
export interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: whatever was asked for
  readonly data: any;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly path: string }[];
}

/** All subgraphs in this process, asked in the name of whoever. */
export interface RightsWorld extends AsyncDisposable {
  readonly graph: InProcessGraph;
  ask(subgraph: string, query: string, variables: Record<string, unknown>, caller: Caller): Promise<Answered>;
  /** Writes one thing of each kind. */
  seed(namespace: string): Promise<Things>;
  /** Writes into the namespace of `things` what is made of the things of `from`. */
  mix(things: Things, from: Things): Promise<Things>;
  /** Waits until the catalog has read everything. */
  settle(): Promise<void>;
}

/** Who writes what is there. */
export const AUTHOR: Caller = { actor: 'author', kind: 'USER', rights: ALL_RIGHTS };

/** `await using world = await openRightsWorld()`. */
export async function openRightsWorld(): Promise<RightsWorld> {
  const database = await createTestDatabase({ template: inject('migratedTemplate') });
  const graph = await openInProcessGraph({
    databaseUrlOf: () => database.servingUrl,
    migrationUrlOf: () => database.url,
    timeouts: testConfig().timeouts,
    logger: pino({ level: 'silent' }),
    durable: false,
    databaseSettings: { ...testConfig().database, poolSize: 4 },
    subgraphSettings: testConfig().subgraph,
    rowCacheBytes: 10_000_000,
  });
  const ask: RightsWorld['ask'] = async (subgraph, query, variables, caller) => {
    const document = parse(query);
    const answer = await graph.transportOf(subgraph)({ document, variables, caller, requestId: 'test' });
    const errors = (answer.errors ?? []).map(({ message, extensions, path }) => ({
      code: String(extensions['code']),
      message,
      path: path?.join('.') ?? '',
    }));
    return { data: JSON.parse(JSON.stringify(answer.data ?? null)), errors };
  };
  const ownerOf = (field: string) =>
    [...graph.subgraphs].find(([, { schema }]) => schema.getMutationType()?.getFields()[field] !== undefined)![0];
  const write: WriteThing = async (field, selection, input) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { made: ${field}(input: $input) { ${selection} } }`;
    const { data, errors } = await ask(ownerOf(field), query, { input }, AUTHOR);
    if (errors.length > 0) throw new Error(`${field}: ${JSON.stringify(errors)}`);
    return data.made;
  };
  return {
    graph,
    ask,
    async seed(namespace) {
      const things = await seedThings(write, namespace);
      const member = { principal: `member-of-${namespace}`, namespace };
      await write('grantRole', '__typename', { ...member, role: 'ADMIN' });
      await write('createApiKey', '__typename', { name: 'a key', ...member });
      await write('setNamespaceAccess', '__typename', { namespace, closed: namespace !== 'open' });
      // A registration that stopped between its parts and its version.
      await graph.subgraphs
        .get('models')!
        .database.manager.query(
          `INSERT INTO models.parts_registration (id, content, model, parts, at, by) VALUES (gen_random_uuid(), $1, $1, '[]', now(), 'author')`,
          [`${namespace}/unfinished`],
        );
      return things;
    },
    mix: (things, from) => mixThings(write, things, from),
    settle: () => level(graph.subgraphs.get('catalog')!),
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
