import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which server a ledger was kept when it was read, so that a past which is another one can be told from one that somebody cut; and what is wrong with it. */
export class KnowTheServer1795980213000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE projection ALTER hash DROP NOT NULL, ADD COLUMN problem text, ADD COLUMN server text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM projection WHERE hash IS NULL');
    await runner.query('ALTER TABLE projection DROP COLUMN problem, DROP COLUMN server, ALTER hash SET NOT NULL');
  }
}
