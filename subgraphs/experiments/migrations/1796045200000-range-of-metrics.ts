import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Between what each metric of a run moved stands beside its last value, and the metrics of a run are found by it. Rows of
 * before are sealed and have NULL there: of those the points are asked.
 */
export class RangeOfMetrics1796045200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE last_metric ADD COLUMN lowest float8, ADD COLUMN highest float8');
    await runner.query('CREATE INDEX last_metric_run ON last_metric (run_id, key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX last_metric_run');
    await runner.query('ALTER TABLE last_metric DROP COLUMN lowest, DROP COLUMN highest');
  }
}
