import { expect, test } from 'vitest';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';
import { openTestSubgraph } from '../support/test-subgraph.js';
import type { SubgraphSubject } from './describe-subgraph.js';

/** A write that is sent again under its key is done once: in the subgraph's own schema stands what was done. */
export function describeIdempotency({ definition, transportOf }: SubgraphSubject): void {
  test('its schema has the table of what was done under idempotency keys', async () => {
    await using opened = await openTestSubgraph(definition, transportOf);
    const { manager } = opened.subgraph.database;
    const [row] = await manager.query('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [
      `${definition.name}.${IDEMPOTENCY_TABLE}`,
    ]);
    expect(row, `a migration of ${definition.name} calls createIdempotencyTable`).toEqual({ isThere: true });
  });
}
