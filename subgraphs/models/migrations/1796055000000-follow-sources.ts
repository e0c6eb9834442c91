import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources that are read on a schedule: a state that is updated in place, and no fact. */
export class FollowSources1796055000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE followed_source (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        source text NOT NULL,
        namespace text NOT NULL,
        schedule text,
        holder text,
        lease_until timestamptz,
        outcome text,
        tried_at timestamptz,
        read_at timestamptz,
        next_at timestamptz,
        brought jsonb NOT NULL,
        failure text,
        failures integer NOT NULL,
        position text,
        by text NOT NULL,
        UNIQUE (namespace, source)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE followed_source');
  }
}
