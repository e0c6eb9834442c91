import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Entries of the merged ledger are found by who did it, by when, and by the namespace: the first letters of their subject. */
export class FindLedgerEntries1796046400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ledger_entry_subject');
    await runner.query('CREATE INDEX ledger_entry_subject ON ledger_entry (subject text_pattern_ops, id)');
    await runner.query('CREATE INDEX ledger_entry_actor ON ledger_entry (actor, id)');
    await runner.query('CREATE INDEX ledger_entry_at ON ledger_entry (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ledger_entry_subject, ledger_entry_actor, ledger_entry_at');
    await runner.query('CREATE INDEX ledger_entry_subject ON ledger_entry (subject, id)');
  }
}
