import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What experiments are called, and were: by it their runs are found, and what those made. */
export class KnowDisplayNames1796016780000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_experiment_name (
        experiment text NOT NULL,
        display_name text NOT NULL,
        PRIMARY KEY (experiment, display_name)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_experiment_name');
  }
}
