import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys under which a model is counted: see `partsOf`. */
const PARTS = `
  CROSS JOIN LATERAL (
    SELECT '' AS part UNION ALL SELECT fact.model
    UNION ALL SELECT array_to_string((string_to_array(fact.model, '/'))[:place], '/') || '/'
    FROM generate_series(1, cardinality(string_to_array(fact.model, '/')) - 1) AS place) AS parts`;

const DAY = "(fact.at AT TIME ZONE 'UTC')::date";

/** What `registryInsight` is answered from stands ready, so its cost is that of what it shows, and not of the store. */
export class CountInsight1795974092456 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner);
    await fillTables(runner);
    // The days at the ends of the time that is asked about are counted anew, and a run that ends finds its versions.
    await runner.query('CREATE INDEX registry_version_at ON registry_version (at) INCLUDE (model, reproducible)');
    await runner.query('CREATE INDEX registry_version_run ON registry_version (run_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX registry_version_at, registry_version_run');
    await runner.query('DROP TABLE registry_day, registry_rank, registry_duration, registry_first_production');
  }
}

async function createTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE registry_day (
      part text COLLATE "C" NOT NULL,
      day date NOT NULL,
      versions int NOT NULL,
      reproducible int NOT NULL,
      rollbacks int NOT NULL,
      productions int NOT NULL,
      PRIMARY KEY (part, day)
    ) WITH (fillfactor = 85)`);
  // Days of models, of which those of a time are put in order.
  await runner.query(`
    CREATE INDEX registry_day_model ON registry_day (day, part)
    WHERE right(part, 1) <> ALL (ARRAY['', '/']) AND versions > 0`);
  await runner.query(`
    CREATE TABLE registry_rank (
      part text COLLATE "C" NOT NULL,
      model text NOT NULL,
      versions int NOT NULL,
      reproducible int NOT NULL,
      PRIMARY KEY (part, model)
    )`);
  await runner.query('CREATE INDEX registry_rank_versions ON registry_rank (part, versions DESC, model)');
  await runner.query(`
    CREATE TABLE registry_first_production (
      model_version_id uuid PRIMARY KEY,
      model text NOT NULL,
      at timestamptz NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE registry_duration (
      part text COLLATE "C" NOT NULL,
      measure text NOT NULL,
      at timestamptz NOT NULL,
      id uuid NOT NULL,
      seconds double precision NOT NULL,
      PRIMARY KEY (part, measure, at, id)
    )`);
}

async function fillTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    INSERT INTO registry_first_production (model_version_id, model, at)
    SELECT DISTINCT ON (model_version_id) model_version_id, model, at FROM registry_alias_move
    WHERE alias = 'production' ORDER BY model_version_id, at, id`);
  await runner.query(`
    INSERT INTO registry_day (part, day, versions, reproducible, rollbacks, productions)
    SELECT part, ${DAY}, sum(versions), sum(reproducible), sum(rollbacks), sum(productions) FROM (
      SELECT model, at, 1 AS versions, reproducible::int AS reproducible, 0 AS rollbacks, 0 AS productions FROM registry_version
      UNION ALL SELECT model, at, 0, 0, 1, 0 FROM registry_rollback
      UNION ALL SELECT model, at, 0, 0, 0, 1 FROM registry_first_production) AS fact ${PARTS}
    GROUP BY part, ${DAY}`);
  await runner.query(`
    INSERT INTO registry_rank (part, model, versions, reproducible)
    SELECT part, fact.model, count(*), sum(reproducible::int) FROM registry_version AS fact ${PARTS} GROUP BY part, fact.model`);
  await runner.query(`
    INSERT INTO registry_duration (part, measure, at, id, seconds)
    SELECT part, measure, fact.at, fact.id, seconds FROM (
      SELECT 'ROLLBACK' AS measure, id, model, at, seconds FROM registry_rollback
      UNION ALL
      SELECT 'LEAD_TIME', p.model_version_id, p.model, p.at, greatest(0, extract(epoch FROM p.at - coalesce(r.at, v.at)))::float8
      FROM registry_first_production p JOIN registry_version v ON v.id = p.model_version_id
      LEFT JOIN registry_run_end r ON r.run_id = v.run_id) AS fact ${PARTS}`);
}
