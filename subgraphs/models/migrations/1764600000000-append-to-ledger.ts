import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLedgerAppend, dropLedgerAppend } from '#platform/ledger/ledger-table.js';

/** The function that appends to the ledger: one statement instead of three. */
export class AppendToLedger1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLedgerAppend(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedgerAppend(runner);
  }
}
