import pg from 'pg';

/**
 * Runs `work` on so many connections at once, each with the items that it takes from one list in turn.
 * @returns how many items a second
 */
export async function onConnections({ url, connections }, items, work) {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  // A server that is stopped under it, by Ctrl-C: the query fails too, and says so.
  for (const client of clients) client.on('error', () => {});
  await Promise.all(clients.map((client) => client.connect()));
  try {
    let next = 0;
    const worker = async (client) => {
      while (next < items.length) await work(client, items[next++]);
    };
    const began = performance.now();
    await Promise.all(clients.map(worker));
    return (1_000 * items.length) / (performance.now() - began);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** A table with the same columns, constraints and indexes as one of ours, but no triggers and no foreign keys. */
export async function equalTable(client, table, schema = 'raw') {
  const [, name] = table.split('.');
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await client.query(`CREATE TABLE ${schema}.${name} (LIKE ${table} INCLUDING ALL)`);
  return `${schema}.${name}`;
}

/** A prepared INSERT of all columns of a table, and rows of that table as its values. */
export async function insertOf(client, table, rowsOf) {
  const { rows: columns } = await client.query(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
    [table],
  );
  const names = columns.map(({ name }) => name);
  const { rows } = await client.query({
    text: `SELECT ${names.map((name) => `"${name}"::text`).join(', ')} FROM ${rowsOf}`,
    rowMode: 'array',
  });
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  return { statement: { name: `insert ${table}`, text: `INSERT INTO ${table} VALUES (${places})` }, rows };
}
