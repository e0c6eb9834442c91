import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/start-embedded-postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database on the server of this test run, as a user that may create others. */
    adminUrl: string;
  }
}

/** One PostgreSQL for the whole run: the one of `DATABASE_URL`, else an embedded one that is thrown away at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(process.env.DATABASE_URL);
  // What every test database starts from is made here, once, and provided by its name.
  project.provide('adminUrl', server.url);
  return server.close;
}

async function openServer(databaseUrl: string | undefined): Promise<{ url: string; close: () => Promise<void> }> {
  if (databaseUrl !== undefined && databaseUrl !== '') return { url: databaseUrl, close: async () => {} };
  const folder = path.join(os.tmpdir(), `pedigraph-test-${randomBytes(6).toString('hex')}`);
  const server = await startEmbeddedPostgres({ folder, ephemeral: true });
  return {
    url: server.url(),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
