import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last values of a logged model are read by time, then step: logged models stand in order of them. */
export class FindLastMetrics1796040480000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX logged_model_metric_last ON logged_model_metric (logged_model_id, key, timestamp DESC, step DESC)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX logged_model_metric_last');
  }
}
