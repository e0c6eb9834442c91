// The product on an empty database of its own, over HTTP, and a connection to the catalog's tables beside it.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { createGateway } from '../dist/src/gateway/create-gateway.js';
import { serveGateway } from '../dist/src/gateway/serve-gateway.js';
import { readConfig } from '../dist/src/platform/config/read-config.js';
import { createDatabaseIfMissing } from '../dist/src/platform/database/schema/create-database.js';
import { startEmbeddedPostgres } from '../dist/src/platform/embedded-postgres/start-embedded-postgres.js';
import { supergraphOf } from '../dist/src/process/built-supergraph.js';
import { openInProcessGraph } from '../dist/src/process/open-in-process-graph.js';

const SETTINGS = { max_wal_size: '1GB', wal_level: 'minimal', max_wal_senders: '0' };

/**
 * Opens it in a folder for temporary files, which `close` removes, or in one that is kept. The server is the product's
 * own but for what makes filling it faster (it need not survive anything); nothing of that touches a read. No answer is
 * kept, or the second request of each kind would cost nothing.
 */
export async function openProduct(kept) {
  const folder = kept ?? path.join(os.tmpdir(), `pedigraph-bench-${randomBytes(6).toString('hex')}`);
  const server = await startEmbeddedPostgres({ folder, ephemeral: true, settings: SETTINGS });
  await createDatabaseIfMissing(server.url(), 'bench');
  const databaseUrl = server.url('bench');
  const config = readConfig({
    PORT: '0',
    PEDIGRAPH_DATA: folder,
    PEDIGRAPH_TIMEOUT_OPERATION_MS: '60000',
    PEDIGRAPH_RESPONSE_CACHE_BYTES: '0',
  });
  const logger = pino({ level: 'silent' });
  const graph = await openInProcessGraph({
    databaseUrlOf: () => databaseUrl,
    timeouts: config.timeouts,
    logger,
    durable: false,
  });
  const gateway = await createGateway({
    supergraphSdl: await supergraphOf(),
    transports: graph.transportOf,
    config,
    logger,
  });
  const serving = await serveGateway({ gateway, config, logger, readiness: graph.readiness });
  const connect = async () => {
    const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=catalog -c TimeZone=UTC' });
    await client.connect();
    return client;
  };
  return {
    url: `${serving.url}/graphql`,
    connect,
    async close() {
      await serving.close();
      await graph[Symbol.asyncDispose]();
      await server.stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
