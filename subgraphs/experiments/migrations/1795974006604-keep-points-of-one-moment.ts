import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Values of one step and moment are points of their own, in the order in which they arrived. A point whose time is the
 * server's, since its client told none, is the same again at any time: it has an index without the time.
 */
export class KeepPointsOfOneMoment1795974006604 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE metric_point
        ADD COLUMN arrival bigint GENERATED ALWAYS AS IDENTITY,
        ADD COLUMN is_timed boolean NOT NULL DEFAULT true,
        DROP CONSTRAINT metric_point_pkey,
        ADD PRIMARY KEY (run_id, key, step, timestamp, value)`);
    await runner.query(`
      CREATE UNIQUE INDEX metric_point_untimed ON metric_point (run_id, key, step, value) WHERE NOT is_timed`);
  }

  /** Refused by PostgreSQL where a run has several values of one moment: what is sealed is not deleted. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX metric_point_untimed');
    await runner.query(`
      ALTER TABLE metric_point DROP CONSTRAINT metric_point_pkey, DROP COLUMN arrival, DROP COLUMN is_timed,
        ADD PRIMARY KEY (run_id, key, step, timestamp)`);
  }
}
