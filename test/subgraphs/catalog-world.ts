import { parse } from 'graphql';
import { type Logger, pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { vi } from 'vitest';
import { ANONYMOUS, SYSTEM } from '#platform/auth/caller.js';
import type { LineageFact, LineageNodeFact, NewLedgerEvent } from '#platform/database/new-ledger-event.js';
import { createSealFunctions, dropSealFunctions } from '#platform/database/schema/seal-table.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { openSubgraph, type Subgraph } from '#platform/federation/open-subgraph.js';
import type { SubgraphContext, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { createLedgerRows, dropLedgerRows } from '#platform/ledger/ledger-rows.js';
import {
  createLedgerAppend,
  createLedgerTable,
  dropLedgerAppend,
  dropLedgerTable,
} from '#platform/ledger/ledger-table.js';
import { catalog } from '#subgraphs/catalog/index.js';
import { environments } from '#subgraphs/environments/index.js';
import { lineageEvent } from '../support/lineage-event.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';

type Runner = Parameters<typeof createLedgerTable>[0];

class CreateLedger1764000000000 {
  async up(runner: Runner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await createLedgerAppend(runner);
    await createLedgerRows(runner);
  }
  async down(runner: Runner): Promise<void> {
    await dropLedgerRows(runner);
    await dropLedgerAppend(runner);
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}

/** A subgraph that is nothing but its ledger. */
const ledgerOnly = (name: string): SubgraphDefinition => ({
  name,
  resolvers: [LedgerResolver],
  references: {},
  entities: [],
  migrations: [CreateLedger1764000000000],
  tables: { ledger_event: 'sealed' },
  createContext: (base) => base,
});

/** The subgraphs a catalog follows, on one database, and any number of catalogs over them. */
export async function createCatalogWorld() {
  const database = await createTestDatabase();
  const down = new Set<string>();
  const running = new Map<string, Subgraph>();
  const open = <Context extends SubgraphContext>(
    definition: SubgraphDefinition<Context>,
    onStatement?: (sql: string) => void,
    logger = pino({ level: 'silent' }),
  ) =>
    openSubgraph(definition, {
      databaseUrl: database.servingUrl,
      migrationUrl: database.url,
      timeouts: testConfig().timeouts,
      logger,
      durable: false,
      databaseSettings: { ...testConfig().database, poolSize: 4 },
      subgraphSettings: testConfig().subgraph,
      onStatement,
      transportOf: (name) => async (request) => {
        const subgraph = running.get(name);
        if (subgraph === undefined || down.has(name))
          throw new PedigraphError('UNAVAILABLE', `The ${name} subgraph is down.`);
        return subgraph.execute(request);
      },
    });
  running.set('environments', await open(environments));
  for (const name of ['access', 'datasets', 'experiments', 'models']) running.set(name, await open(ledgerOnly(name)));
  return {
    url: database.url,
    /** Subgraphs that do not answer while they are in here. */
    down,
    subgraph: (name: string) => running.get(name) as Subgraph,
    /** A catalog; its projector runs once it is started. */
    openCatalog: (onStatement?: (sql: string) => void, logger?: Logger) => open(catalog, onStatement, logger),
    /** Writes one event to a subgraph's ledger: of a lineage, the one that adds its node. */
    record: (subgraph: string, event: LineageFact | NewLedgerEvent) =>
      (running.get(subgraph) as Subgraph).database.transact(SYSTEM, async ({ record }) =>
        record('node' in event ? lineageEvent(event) : event),
      ),
    async [Symbol.asyncDispose]() {
      for (const subgraph of running.values()) await subgraph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A node with an id of its own. */
export function node(kind: string, ref: string): LineageNodeFact {
  return { kind, ref, id: uuid() };
}

/** Executes a document and returns data and errors as a client sees them. */
export async function ask(subgraph: Subgraph, document: string, variables: Record<string, unknown> = {}) {
  const answer = await subgraph.execute({ document: parse(document), variables, caller: ANONYMOUS, requestId: 'test' });
  return {
    data: JSON.parse(JSON.stringify(answer.data ?? null)),
    codes: (answer.errors ?? []).map((error) => error.extensions.code),
    messages: (answer.errors ?? []).map((error) => error.message),
  };
}

/** Waits until the catalog has read every ledger to its end. */
export async function level(subgraph: Subgraph): Promise<void> {
  await vi.waitFor(
    async () => {
      const { data } = await ask(subgraph, '{ catalogStatus { lagEvents } }');
      for (const { lagEvents } of data.catalogStatus) if (lagEvents !== 0) throw new Error(JSON.stringify(data));
    },
    { timeout: 120_000, interval: 20 },
  );
}
