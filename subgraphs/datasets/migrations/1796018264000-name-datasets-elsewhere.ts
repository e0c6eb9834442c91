import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a dataset version is called in the tool it comes from, and its digest there; those of before have neither. */
export class NameDatasetsElsewhere1796018264000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dataset_version ADD COLUMN external_name text, ADD COLUMN external_digest jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dataset_version DROP COLUMN external_name, DROP COLUMN external_digest');
  }
}
