import type { QueryRunner } from 'typeorm';

/**
 * Sets for TypeORM whether a runner is in a transaction that we began ourselves: TypeORM checks before it locks a row.
 */
export function markTransaction(runner: QueryRunner, isActive: boolean): void {
  (runner as { isTransactionActive: boolean }).isTransactionActive = isActive;
}
