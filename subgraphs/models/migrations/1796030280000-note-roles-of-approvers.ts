import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The role that an approver had; not known of approvals that were given before. */
export class NoteRolesOfApprovers1796030280000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE approval ADD COLUMN role text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE approval DROP COLUMN role');
  }
}
