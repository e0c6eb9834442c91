import pg from 'pg';
import { expect, test } from 'vitest';
import { unsealedTables } from '#platform/database/rights/table-use.js';
import { SEALED_SQLSTATE } from '#platform/database/schema/seal-table.js';
import type { SubgraphSubject } from './describe-subgraph.js';
import { openSeeded } from './seeded-subgraph.js';

/** What is written stays: the database itself refuses, whoever asks and however the session is set. */
export function describeSealing(subject: SubgraphSubject): void {
  const { definition } = subject;

  test.each(['origin', 'replica'])(
    'every sealed table refuses UPDATE, DELETE and TRUNCATE in a session with session_replication_role = %s',
    async (role) => {
      await using seeded = await openSeeded(subject);
      await using session = await openSession(seeded.databaseUrl, definition.name);
      const unsealed = unsealedTables(definition.tables);
      const tables = (await session.tables()).filter(({ table }) => !unsealed.includes(table));
      expect(tables.length > 0).toBe(Object.values(definition.tables).includes('sealed'));
      const outcomes: string[] = [];
      for (const { table, columns } of tables) {
        for (const [verb, statement] of [
          ['UPDATE', `UPDATE ${table} SET ${columns[0]} = ${columns[0]}`],
          ['DELETE', `DELETE FROM ${table}`],
          // CASCADE: without it PostgreSQL refuses a referenced table for another reason.
          ['TRUNCATE', `TRUNCATE ${table} CASCADE`],
        ] as const) {
          const outcome = await session.attempt(role, statement);
          if (!outcome.startsWith(`${SEALED_SQLSTATE} ${table} `)) outcomes.push(`${verb} ${table}: ${outcome}`);
        }
      }
      expect(outcomes).toEqual([]);
    },
  );

  test.each(['origin', 'replica'])(
    'no digest that is not that of its manifest gets in with session_replication_role = %s',
    async (role) => {
      await using seeded = await openSeeded(subject);
      await using session = await openSession(seeded.databaseUrl, definition.name);
      const outcomes: string[] = [];
      for (const { table, columns } of await session.tables()) {
        if (!columns.includes('digest') || !columns.includes('manifest')) continue;
        const outcome = await session.attempt(
          role,
          `INSERT INTO ${table} SELECT forged.* FROM ${table} real,
             jsonb_populate_record(real, jsonb_build_object('digest', 'sha256:${'0'.repeat(64)}')) forged LIMIT 1`,
        );
        if (!outcome.startsWith(`${SEALED_SQLSTATE} ${table}`)) outcomes.push(`${table}: ${outcome}`);
      }
      expect(outcomes).toEqual([]);
    },
  );
}

interface Session extends AsyncDisposable {
  /** The subgraph's own tables. */
  tables(): Promise<readonly { table: string; columns: readonly string[] }[]>;
  /** Tries a statement and takes it back: what PostgreSQL refused it with, or that it did not. */
  attempt(role: string, statement: string): Promise<string>;
}

/** A session of the most powerful user there is. */
async function openSession(databaseUrl: string, schema: string): Promise<Session> {
  const client = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${schema}` });
  await client.connect();
  return {
    async tables() {
      const { rows } = await client.query(
        `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
         FROM information_schema.columns WHERE table_schema = $1 GROUP BY table_name`,
        [schema],
      );
      return rows;
    },
    async attempt(role, statement) {
      await client.query('BEGIN');
      try {
        await client.query(`SET LOCAL session_replication_role = ${role}`);
        const { rowCount } = await client.query(statement);
        return `accepted, of ${rowCount ?? 'all'} rows`;
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        return `${code} ${message}`;
      } finally {
        await client.query('ROLLBACK');
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
