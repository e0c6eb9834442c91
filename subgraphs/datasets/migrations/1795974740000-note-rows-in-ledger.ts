import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLedgerRows, dropLedgerRows } from '#platform/ledger/ledger-rows.js';

/** Every event says which rows its write stored, so that `pedigraph verify` can tell a row that was changed since. */
export class NoteRowsInLedger1795974740000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLedgerRows(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedgerRows(runner);
  }
}
