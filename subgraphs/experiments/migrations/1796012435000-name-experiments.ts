import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

const FACTS = ['name_change', 'tag_change'] as const;

/**
 * Experiments are made by themselves, are called what people like, have tags, and come back from the archive: each a
 * fact. What an experiment was made with stands in columns that those of before leave NULL.
 */
export class NameExperiments1796012435000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE experiment
        ADD COLUMN description text, ADD COLUMN artifact_location text, ADD COLUMN external_id text,
        ADD COLUMN created_elsewhere_at timestamptz, ADD COLUMN created_elsewhere_by text`);
    await runner.query(`
      CREATE UNIQUE INDEX experiment_external_id ON experiment (external_id, regexp_replace(name, '/?[^/]*$', ''))`);
    await runner.query(`
      CREATE TABLE name_change (
        id uuid PRIMARY KEY,
        subject_id uuid NOT NULL,
        sequence integer NOT NULL,
        name text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        reason text,
        UNIQUE (subject_id, sequence)
      )`);
    await runner.query('CREATE INDEX name_change_name ON name_change (name)');
    await runner.query(`
      CREATE TABLE tag_change (
        id uuid PRIMARY KEY,
        subject_id uuid NOT NULL,
        key text NOT NULL,
        sequence integer NOT NULL,
        value text,
        at timestamptz NOT NULL,
        by text NOT NULL,
        UNIQUE (subject_id, key, sequence)
      )`);
    for (const table of FACTS) {
      await sealTable(runner, table);
      await noteRows(runner, table);
    }
    // The first archiving of a thing has no number: rows of before stay what they were noted as.
    await runner.query(`
      ALTER TABLE archival DROP CONSTRAINT archival_pkey, ALTER COLUMN subject_id SET NOT NULL,
        ADD COLUMN sequence integer, ADD COLUMN is_restored boolean`);
    await runner.query('CREATE UNIQUE INDEX archival_sequence ON archival (subject_id, coalesce(sequence, 1))');
  }

  /** Refused by PostgreSQL where something was archived more than once: what is sealed is not deleted. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX archival_sequence');
    await runner.query(`
      ALTER TABLE archival DROP COLUMN sequence, DROP COLUMN is_restored, ADD PRIMARY KEY (subject_id)`);
    for (const table of FACTS) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`
      ALTER TABLE experiment DROP COLUMN description, DROP COLUMN artifact_location, DROP COLUMN external_id,
        DROP COLUMN created_elsewhere_at, DROP COLUMN created_elsewhere_by`);
  }
}
