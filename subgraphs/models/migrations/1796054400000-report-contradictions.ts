import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

const TABLES = ['contradiction', 'contradiction_resolution'] as const;

/** What sources say other than what is known, and that it is resolved. */
export class ReportContradictions1796054400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contradiction (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        subject text NOT NULL,
        source text NOT NULL,
        place text NOT NULL,
        known text,
        found text,
        identity text NOT NULL,
        sequence integer NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        UNIQUE (identity, sequence)
      )`);
    await runner.query('CREATE INDEX contradiction_subject ON contradiction (subject_id, id)');
    await runner.query(`
      CREATE TABLE contradiction_resolution (
        contradiction_id uuid PRIMARY KEY REFERENCES contradiction,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    for (const table of TABLES) {
      await sealTable(runner, table);
      await noteRows(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE ${table}`);
  }
}
