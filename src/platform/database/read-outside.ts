import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { CancellableClient } from './cancellable-client.js';
import type { DataRow } from './data-row.js';
import type { ReadingLanes } from './reading-lanes.js';
import type { TextQuery } from './text-query.js';

const lanesOf = new WeakMap<Pool, ReadingLanes>();

/** Has a database read there what it reads outside of transactions. */
export function readOutsideOn(source: DataSource, lanes: ReadingLanes): void {
  lanesOf.set(poolOf(source), lanes);
}

/** Reads outside of transactions: beside others, or on a connection of the database's own where there is no place. */
export function readOutside(source: DataSource, query: TextQuery): Promise<DataRow[]> {
  const pool = poolOf(source);
  return lanesOf.get(pool)?.read(query) ?? readOnPooled(pool, query);
}

function poolOf({ driver }: DataSource): Pool {
  return (driver as unknown as { readonly master: Pool }).master;
}

async function readOnPooled(pool: Pool, query: TextQuery): Promise<DataRow[]> {
  const client = (await pool.connect()) as PoolClient & CancellableClient;
  try {
    return await client.read(query);
  } finally {
    client.release();
  }
}
