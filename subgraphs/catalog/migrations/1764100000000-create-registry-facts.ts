import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the catalog knows of versions in use: projected from the ledgers like the rest. */
export class CreateRegistryFacts1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE registry_version (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        version_order text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        author text NOT NULL,
        reproducible boolean NOT NULL,
        run_id uuid
      )`);
    // text_pattern_ops: a namespace is a prefix.
    await runner.query(
      'CREATE INDEX registry_version_model ON registry_version (model text_pattern_ops, version_order)',
    );
    await runner.query('CREATE TABLE registry_status (model_version_id uuid PRIMARY KEY, status text NOT NULL)');
    await runner.query('CREATE TABLE registry_owners (model text PRIMARY KEY, owners text[] NOT NULL)');
    await runner.query('CREATE TABLE registry_run_end (run_id uuid PRIMARY KEY, at timestamptz NOT NULL)');
    await runner.query(`
      CREATE TABLE registry_alias_move (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        alias text NOT NULL,
        model_version_id uuid NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX registry_alias_move_model ON registry_alias_move (model text_pattern_ops, alias, at)',
    );
    await runner.query(`
      CREATE TABLE registry_deployment (
        id uuid PRIMARY KEY,
        target text NOT NULL,
        model text NOT NULL,
        model_version_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query('CREATE INDEX registry_deployment_version ON registry_deployment (model_version_id)');
    await runner.query('CREATE INDEX registry_deployment_model ON registry_deployment (model, target, started_at)');
    await runner.query(`
      CREATE TABLE registry_rollback (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        at timestamptz NOT NULL,
        seconds double precision NOT NULL
      )`);
    await runner.query('CREATE INDEX registry_rollback_model ON registry_rollback (model text_pattern_ops, at)');
    // What was read before does not hold these facts: it is read again from the beginning.
    await runner.query('TRUNCATE projection, ledger_entry, lineage_node, lineage_edge');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE registry_version, registry_status, registry_owners, registry_run_end, registry_alias_move, registry_deployment, registry_rollback',
    );
  }
}
