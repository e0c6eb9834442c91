import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As it was, and as it is: NaN is not the highest of anything. */
const HIGH_BEFORE = 'greatest(evaluated_high, run_high)';
const HIGH = "coalesce(greatest(nullif(evaluated_high, 'NaN'), nullif(run_high, 'NaN')), evaluated_high, run_high)";

/**
 * Where the last value of a run's metric stands among all that were measured, so that what an open run logs can be put
 * together as it comes. Ledgers of before do not tell it: their open runs are found by metric when they end.
 */
export class FollowOpenRuns1795975200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE search_metric ADD COLUMN run_step bigint, ADD COLUMN run_at timestamptz');
    await replaceHigh(runner, HIGH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceHigh(runner, HIGH_BEFORE);
    await runner.query('ALTER TABLE search_metric DROP COLUMN run_step, DROP COLUMN run_at');
  }
}

/** A generated column takes no other expression: it goes, with its index, and is made anew. */
async function replaceHigh(runner: QueryRunner, expression: string): Promise<void> {
  await runner.query('ALTER TABLE search_metric DROP COLUMN high');
  await runner.query(
    `ALTER TABLE search_metric ADD COLUMN high float8 NOT NULL GENERATED ALWAYS AS (${expression}) STORED`,
  );
  await runner.query('CREATE INDEX search_metric_high ON search_metric (key, high, document_id)');
}
