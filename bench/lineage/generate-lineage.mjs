// Fills a catalog with a registry of a given size: the same seed, the same rows. Ids rise with time as UUIDv7 do.
import {
  DATASET,
  datasetName,
  ENVIRONMENT,
  experimentName,
  id,
  RUN,
  SPECIAL,
  VERSION,
  versionName,
} from '../registry-names.mjs';

/** The root of a part that is alike in every store: 1,000 nodes downstream of it, itself among them. */
export const ROOT = '00000005-0000-7000-8000-000000000000';
export const NODES_BELOW_ROOT = 1_000;

/**
 * About ten edges a version: five datasets (few are used by very many), the run and what it read, the environment,
 * parents. Data is derived in chains ten deep.
 */
export async function generateLineage(client, versions) {
  const datasets = Math.max(10, Math.floor(versions / 5));
  const environments = Math.max(1, Math.floor(versions / 100));
  // A heavy tail: half of the choices fall on an eighth of the datasets.
  const popular = (of) => `floor(${of} * power(random(), 3))::bigint`;
  const nodes = (kind, name, count, ref, from = 0) =>
    client.query(
      `INSERT INTO lineage_node SELECT ${id(kind, 'n')}, '${name}', ${ref}, now() FROM generate_series(${from}, ${from + count - 1}) AS n`,
    );
  const edges = (sql) => client.query(`INSERT INTO lineage_edge ${sql.replace('SELECT', 'SELECT DISTINCT')}`);

  await client.query('ALTER TABLE lineage_edge DROP CONSTRAINT lineage_edge_pkey');
  await client.query('DROP INDEX lineage_edge_upstream');
  await client.query(`SET work_mem = '512MB'`);
  await client.query('SELECT setseed(0.42)');
  await nodes(DATASET, 'DATASET_VERSION', datasets, `${datasetName('n')} || '@1.' || n % 10 || '.0'`);
  await nodes(ENVIRONMENT, 'ENVIRONMENT_VERSION', environments, `'bench/env@1.' || n || '.0'`);
  await nodes(RUN, 'RUN', versions, `${experimentName('n', versions)} || '@' || n`);
  await nodes(VERSION, 'MODEL_VERSION', versions, `${versionName('n', versions)} || '@1.' || n || '.0'`);
  await edges(
    `SELECT ${id(DATASET, 'n - 1')}, ${id(DATASET, 'n')}, 'DERIVED_FROM' FROM generate_series(1, ${datasets - 1}) AS n WHERE n % 10 > 0`,
  );
  await edges(
    `SELECT ${id(DATASET, popular(datasets))}, ${id(VERSION, 'n')}, 'TRAINED_ON' FROM generate_series(0, ${versions - 1}) AS n, generate_series(1, 5) AS use`,
  );
  await edges(
    `SELECT ${id(DATASET, popular(datasets))}, ${id(RUN, 'n')}, 'TRAINED_ON' FROM generate_series(0, ${versions - 1}) AS n, generate_series(1, 2) AS use`,
  );
  await edges(`SELECT ${id(RUN, 'n')}, ${id(VERSION, 'n')}, 'PRODUCED' FROM generate_series(0, ${versions - 1}) AS n`);
  for (const kind of [RUN, VERSION]) {
    await edges(
      `SELECT ${id(ENVIRONMENT, popular(environments))}, ${id(kind, 'n')}, 'RAN_IN' FROM generate_series(0, ${versions - 1}) AS n`,
    );
  }
  await edges(
    `SELECT ${id(VERSION, 'n - 1')}, ${id(VERSION, 'n')}, 'FINE_TUNED_FROM' FROM generate_series(1, ${versions - 1}) AS n WHERE n % 10 = 5`,
  );
  await generateSpecial({ nodes, edges, popular, datasets });
  await client.query(`SET maintenance_work_mem = '512MB'`);
  // As the migration makes them; with them in place the filling would take several times as long.
  await client.query('ALTER TABLE lineage_edge ADD PRIMARY KEY (upstream_id, downstream_id, relation)');
  await client.query('CREATE INDEX lineage_edge_upstream ON lineage_edge (downstream_id, upstream_id, relation)');
  await client.query('VACUUM ANALYZE lineage_node');
  await client.query('VACUUM ANALYZE lineage_edge');
  await client.query('RESET work_mem');
}

/** A chain of ten datasets, 90 datasets on its end, 900 model versions on three of those and on common data too. */
async function generateSpecial({ nodes, edges, popular, datasets }) {
  const last = NODES_BELOW_ROOT - 1;
  await nodes(SPECIAL, 'DATASET_VERSION', 100, `'bench/special@1.' || n || '.0'`);
  await edges(
    `SELECT ${id(SPECIAL, 'least(n - 1, 9)')}, ${id(SPECIAL, 'n')}, 'DERIVED_FROM' FROM generate_series(1, 99) AS n`,
  );
  await nodes(SPECIAL, 'MODEL_VERSION', 900, `'bench/special-model@1.' || n || '.0'`, 100);
  await edges(
    `SELECT ${id(SPECIAL, '10 + (n * 7 + use * 29) % 90')}, ${id(SPECIAL, 'n')}, 'TRAINED_ON' FROM generate_series(100, ${last}) AS n, generate_series(1, 3) AS use`,
  );
  await edges(
    `SELECT ${id(DATASET, popular(datasets))}, ${id(SPECIAL, 'n')}, 'TRAINED_ON' FROM generate_series(100, ${last}) AS n, generate_series(1, 6) AS use`,
  );
}
