import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#platform/database/schema/migrate.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { asAdmin, databaseAt } from './admin.js';
import { testConfig } from './test-config.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database on the server of this test run, as a user that may create others. */
    adminUrl: string;
    /** The role that serves in tests, as in the product: it owns nothing, and has what migrations grant it. */
    servingRole: { readonly name: string; readonly password: string };
    /** A database in which every subgraph is migrated and nothing is written; to be copied. */
    migratedTemplate: string;
  }
}

/** Two workers' processes at once, and what tests of faults leave hanging on purpose. */
const MANY_AT_ONCE = { max_connections: 300 };

/** One PostgreSQL for the whole run: the one of `DATABASE_URL`, else an embedded one that is thrown away at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(process.env.DATABASE_URL);
  // Names are random: with DATABASE_URL the server may be shared.
  const [template, name, password] = ['template', 'serving', 'password'].map(
    (word) => `${word}_${randomBytes(8).toString('hex')}`,
  ) as [string, string, string];
  await asAdmin(server.url, `CREATE DATABASE ${template}`, `CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  await migrateAll(databaseAt(server.url, template), name);
  project.provide('adminUrl', server.url);
  project.provide('servingRole', { name, password });
  project.provide('migratedTemplate', template);
  return async () => {
    await asAdmin(server.url, `DROP DATABASE ${template} WITH (FORCE)`, `DROP ROLE ${name}`);
    await server.close();
  };
}

async function migrateAll(url: string, servingRole: string): Promise<void> {
  const { timeouts } = testConfig();
  for (const { definition } of SUBGRAPHS) {
    const { name: schema, entities, migrations, tables } = definition;
    await migrate({ url, schema, entities, migrations, tables, timeouts }, servingRole);
  }
}

async function openServer(databaseUrl: string | undefined): Promise<{ url: string; close: () => Promise<void> }> {
  if (databaseUrl !== undefined && databaseUrl !== '') return { url: databaseUrl, close: async () => {} };
  const folder = path.join(os.tmpdir(), `pedigraph-test-${randomBytes(6).toString('hex')}`);
  const server = await startEmbeddedPostgres({ folder, ephemeral: true, settings: MANY_AT_ONCE });
  return {
    url: server.url(),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
