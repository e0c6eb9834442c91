import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable, dropIdempotencyTable } from '#platform/idempotency/idempotency-table.js';

/** What was done under idempotency keys. */
export class RememberIdempotencyKeys1795999395000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createIdempotencyTable(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIdempotencyTable(runner);
  }
}
