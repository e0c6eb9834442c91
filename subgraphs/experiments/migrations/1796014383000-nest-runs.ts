import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run may be started in another, and says who ran it; runs of before have neither. */
export class NestRuns1796014383000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE run ADD COLUMN parent_id uuid REFERENCES run, ADD COLUMN ran_by text');
    await runner.query('CREATE INDEX run_child ON run (parent_id, id) WHERE parent_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE run DROP COLUMN parent_id, DROP COLUMN ran_by');
  }
}
