import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys under which a model is counted: see `partsOf`. */
const PARTS = `
  CROSS JOIN LATERAL (
    SELECT '' AS part UNION ALL SELECT fact.model
    UNION ALL SELECT array_to_string((string_to_array(fact.model, '/'))[:place], '/') || '/'
    FROM generate_series(1, cardinality(string_to_array(fact.model, '/')) - 1) AS place) AS parts`;

/** How often promotions went through and were refused stands ready beside what else is counted of a day. */
export class CountPromotions1796046600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE registry_promotion (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        at timestamptz NOT NULL,
        verdict text NOT NULL
      )`);
    await runner.query(`
      INSERT INTO registry_promotion (id, model, at, verdict)
      SELECT (payload ->> 'id')::uuid, payload ->> 'model', at, payload ->> 'verdict'
      FROM ledger_entry WHERE type = 'PromotionDecided'`);
    // The days at the ends of the time that is asked about are counted anew.
    await runner.query('CREATE INDEX registry_promotion_at ON registry_promotion (at) INCLUDE (model, verdict)');
    await runner.query(`
      ALTER TABLE registry_day ADD COLUMN promotions int NOT NULL DEFAULT 0, ADD COLUMN refusals int NOT NULL DEFAULT 0`);
    await runner.query(`
      INSERT INTO registry_day (part, day, versions, reproducible, rollbacks, productions, promotions, refusals)
      SELECT part, (fact.at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0,
             count(*) FILTER (WHERE verdict = 'PROMOTED'), count(*) FILTER (WHERE verdict = 'REFUSED')
      FROM registry_promotion AS fact ${PARTS} GROUP BY 1, 2
      ON CONFLICT (part, day) DO UPDATE SET promotions = excluded.promotions, refusals = excluded.refusals`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE registry_day DROP COLUMN promotions, DROP COLUMN refusals');
    await runner.query('DROP TABLE registry_promotion');
  }
}
