import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A version may be registered from a logged model; versions of before are of none. */
export class PinLoggedModels1796033145000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE model_version ADD COLUMN logged_model_pin jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE model_version DROP COLUMN logged_model_pin');
  }
}
