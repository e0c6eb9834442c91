import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an alias moved in the tool that its move comes from; beside `at`, when that was recorded here. */
export class DateMovesFromElsewhere1796050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alias_change ADD COLUMN moved_elsewhere_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alias_change DROP COLUMN moved_elsewhere_at');
  }
}
