import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables that searches are answered from. They are projections too: the catalog is emptied with their making, and
 * follows every ledger again from its beginning.
 */
export class CreateSearch1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_document (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        ref text NOT NULL,
        name text NOT NULL,
        last_name text NOT NULL,
        namespace text NOT NULL,
        author text NOT NULL,
        created timestamptz NOT NULL,
        status text,
        architecture text,
        commit text,
        digest text,
        experiment text,
        run_id uuid,
        environment_id uuid,
        description text,
        about text NOT NULL,
        words tsvector NOT NULL DEFAULT ''
      ) WITH (fillfactor = 85)`);
    for (const column of [
      'name',
      'last_name',
      'namespace',
      'author',
      'architecture',
      'commit',
      'digest',
      'experiment',
    ]) {
      await runner.query(`CREATE INDEX search_document_${column} ON search_document (${column} text_pattern_ops)`);
    }
    await runner.query('CREATE INDEX search_document_created ON search_document (created, id)');
    await runner.query('CREATE INDEX search_document_status ON search_document (status, created, id)');
    await runner.query('CREATE INDEX search_document_run ON search_document (run_id)');
    await runner.query('CREATE INDEX search_document_environment ON search_document (environment_id)');
    // Without a list of what is still to be sorted in, which every search would have to read.
    await runner.query(
      'CREATE INDEX search_document_words ON search_document USING gin (words) WITH (fastupdate = off)',
    );
    // What the run measured last and at its extremes; what an evaluation measured later stands over it.
    await runner.query(`
      CREATE TABLE search_metric (
        document_id uuid NOT NULL,
        key text NOT NULL,
        run_last float8,
        run_low float8,
        run_high float8,
        evaluated_last float8,
        evaluated_low float8,
        evaluated_high float8,
        last float8 NOT NULL GENERATED ALWAYS AS (coalesce(evaluated_last, run_last)) STORED,
        low float8 NOT NULL GENERATED ALWAYS AS (least(evaluated_low, run_low)) STORED,
        high float8 NOT NULL GENERATED ALWAYS AS (greatest(evaluated_high, run_high)) STORED,
        PRIMARY KEY (document_id, key)
      )`);
    for (const column of ['last', 'low', 'high']) {
      await runner.query(`CREATE INDEX search_metric_${column} ON search_metric (key, ${column}, document_id)`);
    }
    await runner.query(`
      CREATE TABLE search_parameter (
        document_id uuid NOT NULL,
        key text NOT NULL,
        text text NOT NULL,
        number float8,
        PRIMARY KEY (document_id, key)
      )`);
    await runner.query(
      'CREATE INDEX search_parameter_text ON search_parameter (key, text text_pattern_ops, document_id)',
    );
    await runner.query(
      'CREATE INDEX search_parameter_number ON search_parameter (key, number, document_id) WHERE number IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE search_tag (
        document_id uuid NOT NULL,
        key text NOT NULL,
        value text NOT NULL,
        PRIMARY KEY (document_id, key)
      )`);
    await runner.query(
      'CREATE INDEX search_tag_value ON search_tag (key text_pattern_ops, value text_pattern_ops, document_id)',
    );
    await runner.query(`
      CREATE TABLE search_note (
        id uuid PRIMARY KEY,
        document_id uuid NOT NULL,
        text text NOT NULL,
        words tsvector NOT NULL
      )`);
    await runner.query('CREATE INDEX search_note_document ON search_note (document_id)');
    await runner.query('CREATE INDEX search_note_words ON search_note USING gin (words) WITH (fastupdate = off)');
    await runner.query(`
      CREATE TABLE search_alias (
        model text NOT NULL,
        alias text NOT NULL,
        document_id uuid NOT NULL,
        PRIMARY KEY (model, alias)
      )`);
    await runner.query('CREATE INDEX search_alias_alias ON search_alias (alias text_pattern_ops, document_id)');
    await runner.query('CREATE INDEX search_alias_document ON search_alias (document_id)');
    // By the version's place among others (see version-key.ts), byte by byte.
    await runner.query(`
      CREATE TABLE search_package (
        environment_id uuid NOT NULL,
        name text NOT NULL,
        version text,
        version_key text COLLATE "C"
      )`);
    await runner.query(
      'CREATE INDEX search_package_name ON search_package (name text_pattern_ops, version_key, environment_id)',
    );
    await runner.query('CREATE INDEX search_package_environment ON search_package (environment_id)');
    await runner.query(
      'TRUNCATE projection, ledger_entry, lineage_node, lineage_edge, registry_version, registry_status, registry_owners, registry_run_end, registry_alias_move, registry_deployment, registry_rollback',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE search_package, search_alias, search_note, search_tag, search_parameter, search_metric, search_document',
    );
  }
}
