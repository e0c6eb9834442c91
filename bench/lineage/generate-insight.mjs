// Fills the facts of versions in use, and what `registryInsight` is answered from, for the registry of generateLineage.
import { even, id, RUN, VERSION, versionName } from '../registry-names.mjs';

/** A namespace that is alike in every store: so many versions of so many models in the same 100 days. */
const ALIKE = { model: (n) => `'alike/model' || ${n} % 20`, versions: 5_000, days: 100 };
const DAYS = 1_000;
const DAY = "interval '1 day'";

/**
 * Versions come over 1,000 days; every fiftieth went to production an hour later, every five hundredth was rolled back.
 * The tables that stand ready are filled by the migrations that made them.
 */
export async function generateInsight(client, versions) {
  const migrations = '../../dist/subgraphs/catalog/migrations';
  const { CountInsight1795974092456 } = await import(`${migrations}/1795974092456-count-insight.js`);
  const { CountPromotions1796046600000 } = await import(`${migrations}/1796046600000-count-promotions.js`);
  const day = `'2024-01-01Z'::timestamptz + ${DAY} * ${DAYS} * ${even('n', 31)}`;
  await facts(client, { count: versions, from: 0, model: versionName('n', versions), at: day });
  const alike = `'2026-10-01Z'::timestamptz + ${DAY} * (n % ${ALIKE.days})`;
  await facts(client, { count: ALIKE.versions, from: 2 ** 40, model: ALIKE.model('n'), at: alike });
  const [insight, promotions] = [new CountInsight1795974092456(), new CountPromotions1796046600000()];
  await promotions.down(client);
  await insight.down(client);
  await insight.up(client);
  await promotions.up(client);
  await client.query('VACUUM ANALYZE');
}

async function facts(client, { count, from, model, at }) {
  const rows = `generate_series(${from}::bigint, ${from + count - 1}::bigint) AS n`;
  await client.query(
    `INSERT INTO registry_version (id, model, version_order, at, author, reproducible, run_id)
     SELECT ${id(VERSION, 'n')}, ${model}, n, ${at}, 'ann', n % 3 = 0, ${id(RUN, 'n')} FROM ${rows}`,
  );
  await client.query(
    `INSERT INTO registry_alias_move (id, model, alias, model_version_id, at)
     SELECT ${id(VERSION, 'n')}, ${model}, 'production', ${id(VERSION, 'n')}, ${at} + interval '1 hour' FROM ${rows} WHERE n % 50 = 0`,
  );
  await client.query(
    `INSERT INTO registry_rollback (id, model, at, seconds)
     SELECT ${id(VERSION, 'n')}, ${model}, ${at} + interval '2 hours', n % 1000 FROM ${rows} WHERE n % 500 = 0`,
  );
}
