import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';
import { noteRows } from '#platform/ledger/ledger-rows.js';

/** Which versions and runs are in which sources, with an index for each rule by which the same thing is found. */
export class RecordSources1796056200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE source_record (
        id uuid PRIMARY KEY,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        subject text NOT NULL,
        tool text NOT NULL,
        location text NOT NULL,
        external_id text NOT NULL,
        global_id text,
        name text,
        number text,
        size_bytes bigint,
        repository text,
        repository_key text,
        commit_id text,
        path text,
        digests text[] NOT NULL,
        part_digests text[] NOT NULL,
        created_elsewhere_at timestamptz,
        identity text NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`);
    await runner.query('CREATE INDEX source_record_subject ON source_record (subject_id, id)');
    await runner.query('CREATE INDEX source_record_global_id ON source_record (global_id) WHERE global_id IS NOT NULL');
    await runner.query(
      'CREATE INDEX source_record_code ON source_record (repository_key, commit_id, path) WHERE repository_key IS NOT NULL',
    );
    await runner.query('CREATE INDEX source_record_name ON source_record (lower(name)) WHERE name IS NOT NULL');
    await runner.query('CREATE INDEX source_record_digests ON source_record USING gin (digests)');
    await runner.query('CREATE INDEX source_record_part_digests ON source_record USING gin (part_digests)');
    await sealTable(runner, 'source_record');
    await noteRows(runner, 'source_record');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE source_record');
  }
}
