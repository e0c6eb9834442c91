import type { QueryRunner } from 'typeorm';

/** Tells TypeORM whether a runner is in a transaction that we began ourselves: it asks before it locks a row. */
export function markTransaction(runner: QueryRunner, isActive: boolean): void {
  (runner as { isTransactionActive: boolean }).isTransactionActive = isActive;
}
