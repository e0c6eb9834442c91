import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSealFunctions, dropSealFunctions, sealTable } from '#platform/database/schema/seal-table.js';
import { createLedgerRows, dropLedgerRows } from '#platform/ledger/ledger-rows.js';
import {
  createLedgerAppend,
  createLedgerTable,
  dropLedgerAppend,
  dropLedgerTable,
} from '#platform/ledger/ledger-table.js';

/** API keys, roles and closed namespaces, all of them facts that are only added to. */
export class CreateAccess1795999301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await createLedgerAppend(runner);
    await runner.query(`
      CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        principal text NOT NULL,
        kind text NOT NULL,
        digest text NOT NULL UNIQUE,
        hint text NOT NULL,
        role text,
        namespace text NOT NULL,
        expires_at timestamptz,
        created_at timestamptz NOT NULL,
        actor text NOT NULL
      )`);
    await runner.query('CREATE INDEX api_key_page ON api_key (principal, id)');
    await runner.query(`
      CREATE TABLE api_key_revocation (
        api_key_id uuid PRIMARY KEY REFERENCES api_key,
        created_at timestamptz NOT NULL,
        actor text NOT NULL,
        reason text
      )`);
    await runner.query(`
      CREATE TABLE api_key_use (
        api_key_id uuid PRIMARY KEY REFERENCES api_key,
        last_used_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE role_grant (
        id uuid PRIMARY KEY,
        principal text NOT NULL,
        namespace text NOT NULL,
        role text,
        created_at timestamptz NOT NULL,
        actor text NOT NULL,
        reason text
      )`);
    await runner.query('CREATE INDEX role_grant_current ON role_grant (principal, namespace, id)');
    await runner.query(`
      CREATE TABLE namespace_access (
        id uuid PRIMARY KEY,
        namespace text NOT NULL,
        closed boolean NOT NULL,
        created_at timestamptz NOT NULL,
        actor text NOT NULL,
        reason text
      )`);
    await runner.query('CREATE INDEX namespace_access_current ON namespace_access (namespace, id)');
    for (const table of SEALED) await sealTable(runner, table);
    await createLedgerRows(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedgerRows(runner);
    await runner.query('DROP TABLE api_key_use');
    for (const table of [...SEALED].reverse()) await runner.query(`DROP TABLE ${table}`);
    await dropLedgerAppend(runner);
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}

/** What is only added to; when a key was last used is no fact that anything rests on. */
const SEALED = ['api_key', 'api_key_revocation', 'role_grant', 'namespace_access'] as const;
