import pg from 'pg';

/**
 * A connection of the driver as it is, for what only it does: COPY. The caller closes it.
 * @param name what the server shows of it
 */
export async function openConnection(url: string, name: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: name });
  connection.on('error', () => {}); // the statement under way rejects with it
  await connection.connect();
  return connection;
}
