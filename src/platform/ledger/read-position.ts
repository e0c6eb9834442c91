import type { EntityManager } from 'typeorm';

/** The position of the last event in this schema's ledger; 0 where there is none. */
export async function readPosition(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<[{ position: string }]>(
    'SELECT coalesce(max(position), 0) AS position FROM ledger_event',
  );
  return Number(row.position);
}
