import { RequestClient } from './request-client.js';

/** Milliseconds that the connection may take to be made. */
const CONNECT = 5_000;

/**
 * Does something on a connection of its own, closed afterwards; for what happens once, such as at a start.
 * @param timeoutMs milliseconds that each answer may take
 */
export async function withConnection<T>(
  url: string,
  work: (connection: RequestClient) => Promise<T>,
  timeoutMs = 5_000,
): Promise<T> {
  const connection = new RequestClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT,
    query_timeout: timeoutMs,
    pipeline: true,
  });
  await connection.connect();
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
