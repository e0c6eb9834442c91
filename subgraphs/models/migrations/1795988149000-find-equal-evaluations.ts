import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An evaluation that is sent again is found among any number of others. */
export class FindEqualEvaluations1795988149000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX evaluation_metrics ON evaluation (model_version_id, md5(metrics::text))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX evaluation_metrics');
  }
}
