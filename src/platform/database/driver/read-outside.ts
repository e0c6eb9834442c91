import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { isConnectionLost } from '#platform/errors/database-fault.js';
import { tracedStatement } from '#platform/tracing/statement-span.js';
import type { PreparedStatement } from '../rows/prepared.js';
import { poolOf } from './pool-of.js';
import type { ReadingLanes } from './reading-lanes.js';
import type { RequestClient } from './request-client.js';
import type { TextRow } from './text-row.js';

const lanesOf = new WeakMap<Pool, ReadingLanes>();

/** Makes a database run its reads outside of transactions on the given lanes. */
export function readOutsideOn(source: DataSource, lanes: ReadingLanes): void {
  lanesOf.set(poolOf(source), lanes);
}

/**
 * Reads outside of transactions: beside others, or on a connection of the database's own where there is no place. Once
 * more where the connection was lost: what was idle may have been closed by the server, and reading changes nothing.
 */
export async function readOutside(
  source: DataSource,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<TextRow[]> {
  const pool = poolOf(source);
  const send = () => lanesOf.get(pool)?.read(statement, values) ?? readOnPooled(pool, statement, values);
  const read = () => tracedStatement(statement.text, send);
  try {
    return await read();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return read();
  }
}

async function readOnPooled(pool: Pool, statement: PreparedStatement, values: readonly unknown[]): Promise<TextRow[]> {
  const client = (await pool.connect()) as PoolClient & RequestClient;
  try {
    return await client.read(statement, values);
  } finally {
    client.release(!client.isUsable);
  }
}
