import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The versions that a run produced are found by its id. */
export class FindVersionsOfRuns1796021932000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE INDEX model_version_run ON model_version ((run_pin ->> 'id')) WHERE run_pin IS NOT NULL",
    );
    await runner.query("CREATE INDEX run_attachment_run ON run_attachment ((run_pin ->> 'id'))");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX run_attachment_run');
    await runner.query('DROP INDEX model_version_run');
  }
}
