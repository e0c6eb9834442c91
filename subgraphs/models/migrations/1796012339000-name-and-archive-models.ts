import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

const TABLES = ['display_name_change', 'model_archival'] as const;

/** What people call a model, now and before; that it was archived and restored; where it comes from. */
export class NameAndArchiveModels1796012339000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model
        ADD COLUMN display_name text,
        ADD COLUMN created_elsewhere_at timestamptz,
        ADD COLUMN created_elsewhere_by text`);
    await runner.query('CREATE INDEX model_display_name ON model (display_name) WHERE display_name IS NOT NULL');
    await runner.query(`CREATE INDEX model_namespace ON model ((regexp_replace(name, '/?[^/]*$', '')), id)`);
    await runner.query(`
      CREATE TABLE display_name_change (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES model,
        sequence integer NOT NULL,
        display_name text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        reason text,
        UNIQUE (model_id, sequence)
      )`);
    await runner.query('CREATE INDEX display_name_change_name ON display_name_change (display_name)');
    await runner.query(`
      CREATE TABLE model_archival (
        id uuid PRIMARY KEY,
        model_id uuid NOT NULL REFERENCES model,
        sequence integer NOT NULL,
        archived boolean NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        reason text,
        UNIQUE (model_id, sequence)
      )`);
    for (const table of TABLES) {
      await sealTable(runner, table);
      await noteRows(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP INDEX model_namespace');
    await runner.query(
      'ALTER TABLE model DROP COLUMN display_name, DROP COLUMN created_elsewhere_at, DROP COLUMN created_elsewhere_by',
    );
  }
}
