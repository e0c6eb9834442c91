import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an event says of the rows its write stored: its hash is over that, too. */
export class KeepNotedRows1795974740001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger_entry ADD COLUMN rows jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger_entry DROP COLUMN rows');
  }
}
