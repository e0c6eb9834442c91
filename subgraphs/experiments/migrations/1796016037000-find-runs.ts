import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { appendRowsSealed, noteRows } from '#platform/ledger/ledger-rows.js';

/**
 * By what runs are found and ordered: when they started, and the last value of each metric of those that have ended.
 * The primary key begins with the metric, so that all its values are read together.
 */
export class FindRuns1796016037000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX run_started ON run (experiment_id, started_at DESC, id)');
    await runner.query(`
      CREATE TABLE last_metric (
        run_id uuid NOT NULL REFERENCES run,
        key text NOT NULL,
        value double precision NOT NULL,
        PRIMARY KEY (key, run_id) INCLUDE (value)
      )`);
    await sealTable(runner, 'last_metric');
    await noteRows(runner, 'last_metric', 'run_id');
    await runner.query(`
      INSERT INTO last_metric (run_id, key, value)
      SELECT e.run_id, last.key, last.value FROM run_end e CROSS JOIN LATERAL (
        SELECT DISTINCT ON (key) key, value FROM metric_point WHERE run_id = e.run_id 
        ORDER BY key DESC, step DESC, timestamp DESC, coalesce(nullif(value, 'NaN'), 0) DESC, arrival) last`);
    await appendRowsSealed(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE last_metric');
    await runner.query('DROP INDEX run_started');
  }
}
