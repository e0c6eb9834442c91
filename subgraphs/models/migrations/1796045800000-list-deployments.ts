import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model's deployments are listed newest first, whatever their targets. */
export class ListDeployments1796045800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX deployment_model ON deployment (model_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX deployment_model');
  }
}
