// Fills tables fast: their indexes are taken away, and made again of the same definitions when the rows are there.
const CONNECTIONS = 3;

/** Runs statements on several connections; those marked `last` once the others are done. */
export async function fillWithoutIndexes(connect, statements) {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, connect));
  try {
    const [client] = clients;
    const { rows: indexes } = await client.query(
      `SELECT format('%I', indexname) AS name, indexdef AS text FROM pg_indexes
       WHERE schemaname = 'catalog' AND tablename LIKE 'search\\_%' AND indexname NOT LIKE '%\\_pkey'`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await onAll(
      clients,
      statements.filter(({ last }) => !last),
    );
    await onAll(
      clients,
      statements.filter(({ last }) => last),
    );
    for (const each of clients) await each.query(`SET maintenance_work_mem = '512MB'`);
    await onAll(clients, indexes);
    const { rows: tables } = await client.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'catalog' AND tablename LIKE 'search\\_%'`,
    );
    await onAll(
      clients,
      tables.map(({ name }) => ({ text: `VACUUM ANALYZE ${name}` })),
    );
  } finally {
    for (const client of clients) await client.end();
  }
}

async function onAll(clients, statements) {
  const waiting = [...statements];
  await Promise.all(
    clients.map(async (client) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await client.query(next.text, next.values);
      }
    }),
  );
}
