import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../dist/src/platform/config/read-config.js';
import { readPostmasterFile } from '../dist/src/platform/embedded-postgres/postmaster-file.js';
import { dataIn } from '../dist/src/platform/embedded-postgres/server-home.js';
import { openInProcessGraph } from '../dist/src/process/open-in-process-graph.js';
import { openStore } from '../dist/src/process/open-store.js';

/** A folder for one run in the folder for temporary files; whoever asks for it removes it. */
export function throwawayFolder() {
  const folder = path.join(os.tmpdir(), `pedigraph-bench-${randomBytes(6).toString('hex')}`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** An embedded PostgreSQL as the product starts it, with the product's tables and nothing in them. */
export async function throwawayStore() {
  const { folder, remove } = throwawayFolder();
  const config = readConfig({ PEDIGRAPH_DATA: folder });
  const store = await openStore(config);
  const close = async () => {
    await store[Symbol.asyncDispose]();
    await remove();
  };
  try {
    // Migrates each subgraph's schema.
    const { timeouts } = config;
    const logger = pino({ level: 'silent' });
    const urls = { databaseUrlOf: () => store.url, migrationUrlOf: () => store.migrationUrl };
    const graph = await openInProcessGraph({ ...urls, timeouts, logger });
    await graph[Symbol.asyncDispose]();
    const { pid } = await readPostmasterFile(dataIn(folder));
    return { url: store.migrationUrl, servingUrl: store.url, pid, close };
  } catch (error) {
    await close();
    throw error;
  }
}
