import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys under which a model is counted: see `partsOf`. */
const PARTS = `
  CROSS JOIN LATERAL (
    SELECT '' AS part UNION ALL SELECT fact.model
    UNION ALL SELECT array_to_string((string_to_array(fact.model, '/'))[:place], '/') || '/'
    FROM generate_series(1, cardinality(string_to_array(fact.model, '/')) - 1) AS place) AS parts`;

const more = (answer: string) => `sum((answer = '${answer}')::int - coalesce(before = '${answer}', false)::int)`;

/** What checks said of where versions lie is counted by day, beside all else that is. */
export class CountReachChecks1796096700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE registry_reach_check (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        model_version_id uuid NOT NULL,
        at timestamptz NOT NULL,
        answer text NOT NULL,
        before text
      )`);
    await runner.query(`
      INSERT INTO registry_reach_check (id, model, model_version_id, at, answer, before)
      SELECT (payload ->> 'id')::uuid, split_part(subject, '@', 1), (payload ->> 'modelVersionId')::uuid, at, payload ->> 'answer',
             lag(payload ->> 'answer') OVER (PARTITION BY payload ->> 'modelVersionId' ORDER BY position)
      FROM ledger_entry WHERE type = 'ReachChecked'`);
    await runner.query('CREATE INDEX registry_reach_check_version ON registry_reach_check (model_version_id, at, id)');
    // The days at the ends of the time that is asked about are counted anew.
    await runner.query(
      'CREATE INDEX registry_reach_check_at ON registry_reach_check (at) INCLUDE (model, answer, before)',
    );
    await runner.query(`
      ALTER TABLE registry_day ADD COLUMN checks int NOT NULL DEFAULT 0, ADD COLUMN reachable int NOT NULL DEFAULT 0,
        ADD COLUMN gone int NOT NULL DEFAULT 0, ADD COLUMN unanswered int NOT NULL DEFAULT 0`);
    await runner.query(`
      INSERT INTO registry_day (part, day, versions, reproducible, rollbacks, productions, checks, reachable, gone, unanswered)
      SELECT part, (fact.at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, count(*), ${more('YES')}, ${more('NO')}, ${more('UNKNOWN')}
      FROM registry_reach_check AS fact ${PARTS} GROUP BY 1, 2
      ON CONFLICT (part, day) DO UPDATE SET checks = excluded.checks, reachable = excluded.reachable,
        gone = excluded.gone, unanswered = excluded.unanswered`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE registry_day DROP COLUMN checks, DROP COLUMN reachable, DROP COLUMN gone, DROP COLUMN unanswered',
    );
    await runner.query('DROP TABLE registry_reach_check');
  }
}
