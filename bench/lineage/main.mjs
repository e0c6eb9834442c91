// npm run bench:lineage [-- --sizes 10000,1000000]: what a walk of 1,000 nodes costs, and how that grows with the store.
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { createGateway } from '../../dist/src/gateway/create-gateway.js';
import { serveGateway } from '../../dist/src/gateway/serve-gateway.js';
import { readConfig } from '../../dist/src/platform/config/config.js';
import { openInProcessGraph } from '../../dist/src/process/open-in-process-graph.js';
import { openStore } from '../../dist/src/process/open-store.js';
import { generateLineage, NODES_BELOW_ROOT, ROOT } from './generate-lineage.mjs';
import { gatewayWalk, oneHopWalk, recursiveSql } from './variants.mjs';

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000,1000000' } } });
const sizes = values.sizes.split(',').map(Number);
const ROUNDS = 60;

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
const timed = async (work) => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** The medians of one size, in milliseconds; all variants answer the same, and are measured by turns. */
async function measure(size) {
  const folder = path.join(os.tmpdir(), `pedigraph-bench-${randomBytes(6).toString('hex')}`);
  const config = readConfig({
    PORT: '0',
    PEDIGRAPH_DATA: folder,
    PEDIGRAPH_TIMEOUT_OPERATION_MS: '60000',
  });
  const logger = pino({ level: 'silent' });
  const store = await openStore(config);
  const graph = await openInProcessGraph({ databaseUrlOf: () => store.url, timeouts: config.timeouts, logger });
  const { supergraphSdl } = graph.supergraph;
  const gateway = await createGateway({ supergraphSdl, transports: graph.transportOf, config, logger });
  const serving = await serveGateway({ gateway, config, logger, readiness: graph.readiness });
  const client = new pg.Client({ connectionString: store.url, options: '-c search_path=catalog' });
  await client.connect();
  try {
    const began = performance.now();
    const rows = await generateLineage(client, size);
    console.error(
      `${size} versions: ${rows.nodes} nodes, ${rows.edges} edges, made in ${Math.round((performance.now() - began) / 1000)} s`,
    );
    const url = `${serving.url}/graphql`;
    const variants = { gateway: gatewayWalk(url), sql: recursiveSql(client), oneHop: oneHopWalk(url) };
    const answers = {};
    for (const [name, walk] of Object.entries(variants)) answers[name] = (await walk(ROOT)).sort();
    for (const [name, refs] of Object.entries(answers)) {
      if (refs.length !== NODES_BELOW_ROOT || refs.join() !== answers.sql.join()) {
        throw new Error(`${name} found ${refs.length} nodes, and not the same as the statement`);
      }
    }
    const times = { gateway: [], sql: [], oneHop: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times.gateway.push(await timed(() => variants.gateway(ROOT)));
      times.sql.push(await timed(() => variants.sql(ROOT)));
      if (round % 20 === 0) times.oneHop.push(await timed(() => variants.oneHop(ROOT)));
    }
    // The first rounds warm caches and compilers up.
    const medians = Object.fromEntries(
      Object.entries(times).map(([name, all]) => [name, median(name === 'oneHop' ? all : all.slice(10))]),
    );
    return { size, ...rows, ...medians };
  } finally {
    await client.end();
    await serving.close();
    await graph[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

const results = [];
for (const size of sizes) results.push(await measure(size));
const [smallest] = results;
const table = results.map((row) => ({
  versions: row.size,
  edges: row.edges,
  '× statement': Number((row.gateway / row.sql).toFixed(2)),
  'one-hop walk ×': Number((row.oneHop / row.gateway).toFixed(1)),
  'growth since the smallest ×': Number((row.gateway / smallest.gateway).toFixed(2)),
  'statement growth ×': Number((row.sql / smallest.sql).toFixed(2)),
  'median ms': Number(row.gateway.toFixed(1)),
}));
console.table(table);
await writeFile(path.join(import.meta.dirname, 'result.json'), `${JSON.stringify({ results, table }, null, 2)}\n`);
