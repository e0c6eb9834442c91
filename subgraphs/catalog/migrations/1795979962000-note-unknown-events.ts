import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which events the catalog read without knowing their type; a later release knows it, and a rebuild reads them then. */
export class NoteUnknownEvents1795979962000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unknown_event (
        subgraph text NOT NULL,
        type text NOT NULL,
        count bigint NOT NULL,
        first_position bigint NOT NULL,
        last_position bigint NOT NULL,
        PRIMARY KEY (subgraph, type)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unknown_event');
  }
}
