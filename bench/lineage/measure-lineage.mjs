// What a walk of 1,000 nodes costs through the gateway, as one statement and one hop at a time.
import { median, timed } from '../timing.mjs';
import { NODES_BELOW_ROOT, ROOT } from './generate-lineage.mjs';
import { gatewayWalk, oneHopWalk, recursiveSql } from './variants.mjs';

const ROUNDS = 60;

/** The medians in milliseconds; all variants answer the same, and are measured by turns. */
export async function measureLineage(url, client) {
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
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, median(name === 'oneHop' ? all : all.slice(10))]),
  );
}

/** A row a size, for people. */
export function lineageTable(results) {
  const [smallest] = results;
  return results.map((row) => ({
    versions: row.size,
    edges: row.edges,
    '× statement': Number((row.gateway / row.sql).toFixed(2)),
    'one-hop walk ×': Number((row.oneHop / row.gateway).toFixed(1)),
    'growth since the smallest ×': Number((row.gateway / smallest.gateway).toFixed(2)),
    'statement growth ×': Number((row.sql / smallest.sql).toFixed(2)),
    'median ms': Number(row.gateway.toFixed(1)),
  }));
}
