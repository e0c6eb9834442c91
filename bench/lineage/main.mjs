// npm run bench:lineage [-- --sizes 10000,1000000] [--only lineage|insight|search] [--keep folder]: what walks, counts and
// searches cost, and how little that grows with the store. A store that is kept is filled once and used again.
import '../as-served.mjs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openProduct } from '../open-product.mjs';
import { generateSearch } from '../search/generate-search.mjs';
import { measureSearch } from '../search/measure-search.mjs';
import { searchTable } from '../search/search-table.mjs';
import { generateInsight } from './generate-insight.mjs';
import { generateLineage } from './generate-lineage.mjs';
import { insightTable, measureInsight } from './measure-insight.mjs';
import { lineageTable, measureLineage } from './measure-lineage.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    only: { type: 'string' },
    keep: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const isAsked = (part) => values.only === undefined || values.only === part;
const OUTPUT = path.join(import.meta.dirname, '..', 'output');

async function measure(size) {
  const product = await openProduct(values.keep && path.resolve(values.keep, String(size)));
  const client = await product.connect();
  const made = async (what, work) => {
    const began = performance.now();
    const { rows: done } = await client.query('SELECT obj_description(to_regnamespace($1)) AS what', ['catalog']);
    if (done[0].what?.includes(what)) return;
    await work();
    await client.query(`COMMENT ON SCHEMA catalog IS '${[done[0].what, what].join(' ')}'`);
    console.error(`${size} versions: ${what} made in ${Math.round((performance.now() - began) / 1000)} s`);
  };
  try {
    if (values.only !== 'insight') await made('lineage', () => generateLineage(client, size));
    const { rows: counts } = await client.query(
      'SELECT (SELECT count(*) FROM lineage_node)::int AS nodes, (SELECT count(*) FROM lineage_edge)::int AS edges',
    );
    const result = { size, ...counts[0] };
    if (isAsked('lineage')) Object.assign(result, await measureLineage(product.url, client));
    if (isAsked('insight')) {
      await made('insight', () => generateInsight(client, size));
      result.insight = await measureInsight(product.url);
    }
    if (isAsked('search')) {
      await made('search', () => generateSearch(product.connect, size));
      result.search = await measureSearch(product.url, client);
    }
    const { rows: disk } = await client.query('SELECT pg_size_pretty(pg_database_size(current_database())) AS size');
    console.error(`${size} versions: ${result.nodes} nodes, ${result.edges} edges, ${disk[0].size}`);
    return result;
  } finally {
    await client.end();
    await product.close();
  }
}

const results = [];
for (const size of sizes) results.push(await measure(size));
await mkdir(OUTPUT, { recursive: true });
const tables = {};
if (isAsked('lineage')) tables.lineage = lineageTable(results);
if (isAsked('insight')) tables.insight = insightTable(results);
if (isAsked('search')) {
  tables.search = searchTable(results);
  for (const { size, search } of results) {
    const plans = search.flatMap(({ shape, plans }) =>
      plans.map(({ text, plan, problem }) => [`## ${shape}`, text, '', ...(plan ?? [problem]), ''].join('\n')),
    );
    await writeFile(path.join(OUTPUT, `plans-${size}.txt`), plans.join('\n'));
  }
}
for (const table of Object.values(tables)) console.table(table);
const file = path.join(OUTPUT, 'result.json');
await writeFile(file, `${JSON.stringify({ tables, results }, null, 2)}\n`);
console.error(`The numbers are in ${path.relative(process.cwd(), file)}, the plans beside it.`);
