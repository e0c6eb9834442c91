import { vi } from 'vitest';
import { FOLLOWED_LEDGERS } from '#subgraphs/catalog/projection/followed-ledgers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

/** A graph, and short words for what tests of the registry do in it again and again. */
export interface RegistryWorld extends TestGraph {
  /** Registers so many versions of a model that differ in their configuration alone: 1.0.0, 1.0.1, 1.0.2, … */
  registerVersions(model: string, count: number): Promise<void>;
  /** Does a write that has to go well; the answer is the field of that name. */
  write<T = unknown>(field: string, input: Record<string, unknown>, selection: string): Promise<T>;
  /** Does a write that has to be refused; the answer is its code and its sentence. */
  refusal(field: string, input: Record<string, unknown>): Promise<{ code: string; message: string }>;
  /** Where an alias stood, newest first; null where it was removed. */
  historyOf(model: string, alias: string): Promise<(string | null)[]>;
  /** Waits until the catalog has read all that is written. */
  settle(): Promise<void>;
}

const inputTypeOf = (field: string) => `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;

/** `await using world = await createRegistryWorld()`. */
export async function createRegistryWorld(
  env: Record<string, string> = {},
  databaseUrl?: string,
): Promise<RegistryWorld> {
  const graph = await createTestGraph(env, undefined, databaseUrl);
  const send = (field: string, input: Record<string, unknown>, selection: string) =>
    graph.ask<Record<string, never>>(
      `mutation ($input: ${inputTypeOf(field)}!) { ${field}(input: $input) { ${selection} } }`,
      { input },
    );
  const write = async <T>(field: string, input: Record<string, unknown>, selection: string): Promise<T> => {
    const { data, errors } = await send(field, input, selection);
    if (errors !== undefined) throw new Error(`${field} was refused: ${JSON.stringify(errors)}`);
    return data[field] as T;
  };
  return {
    ...graph,
    write,
    async registerVersions(model, count) {
      for (let threshold = 0; threshold < count; threshold++) {
        await write('registerModelVersion', { model, config: { threshold } }, 'created');
      }
    },
    async refusal(field, input) {
      const { errors } = await send(field, input, '__typename');
      const [error] = errors ?? [];
      if (error === undefined) throw new Error(`${field} was not refused`);
      return { code: error.extensions.code, message: error.message };
    },
    async settle() {
      for (const name of FOLLOWED_LEDGERS) {
        const [{ last }] = await graph.subgraphs
          .get(name)!
          .database.manager.query<[{ last: number }]>(
            'SELECT coalesce(max(position), 0)::int AS last FROM ledger_event',
          );
        await vi.waitFor(async () => {
          const { data } = await graph.ask<CatalogStatus>('{ catalogStatus { subgraph position } }');
          const read = data.catalogStatus.find((head) => head.subgraph === name)?.position ?? 0;
          if (read < last) throw new Error(`the catalog has read ${read} of ${last} events of ${name}`);
        }, 10_000);
      }
    },
    async historyOf(model, alias) {
      const { data } = await graph.ask<History>(HISTORY, { model, alias });
      return data.model.aliasHistory.nodes.map(({ modelVersion }) => modelVersion?.version ?? null);
    },
  };
}

const HISTORY = `query ($model: String!, $alias: String!) {
  model(name: $model) { aliasHistory(alias: $alias, first: 100) { nodes { modelVersion { version } } } }
}`;

interface CatalogStatus {
  readonly catalogStatus: readonly { readonly subgraph: string; readonly position: number }[];
}

interface History {
  readonly model: {
    readonly aliasHistory: { readonly nodes: { readonly modelVersion: { version: string } | null }[] };
  };
}
