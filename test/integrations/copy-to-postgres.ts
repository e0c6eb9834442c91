import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';

/** Copies a database of MLflow's from SQLite to PostgreSQL: its tables, with the types that MLflow gives them there. */
export async function copyToPostgres(file: string, url: string): Promise<void> {
  const source = new DatabaseSync(file, { readOnly: true });
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = source.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
    for (const { name } of tables) {
      const columns = source.prepare('SELECT name, type FROM pragma_table_info(?)').all(name) as {
        name: string;
        type: string;
      }[];
      await client.query(
        `CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${typeOf(column.type)}`).join(', ')})`,
      );
      const names = columns.map((column) => `"${column.name}"`).join(', ');
      const insert = `INSERT INTO "${name}" (${names}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
      for (const row of source.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[]) {
        await client.query(
          insert,
          columns.map((column) => (column.type === 'BOOLEAN' ? row[column.name] === 1 : row[column.name])),
        );
      }
    }
  } finally {
    await client.end();
    source.close();
  }
}

function typeOf(declared: string): string {
  if (declared === 'FLOAT') return 'double precision';
  return /^(BIGINT|INTEGER|BOOLEAN|SMALLINT)$/.test(declared) ? declared : 'text';
}
