import { setMaxListeners } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import type { RequestClient } from './request-client.js';

/**
 * The same source for one request: each connection it takes belongs to that request until it is given back, and once
 * `signal` aborts what the connection is doing is cancelled and it begins nothing more. Those of others are never
 * touched.
 *
 * A connection knows its request, and not the other way round: an `AsyncLocalStorage` would do as well, and costs
 * every promise of the process something (an eighth of a registration on Node.js 20).
 */
export function requestSource(source: DataSource, signal: AbortSignal): DataSource {
  setMaxListeners(0, signal); // one for each statement under way
  const bound: DataSource = Object.create(source);
  bound.createQueryRunner = (mode) => belongingTo(source.createQueryRunner(mode), signal);
  return bound;
}

function belongingTo(runner: QueryRunner, signal: AbortSignal): QueryRunner {
  const connect = runner.connect.bind(runner);
  const release = runner.release.bind(runner);
  let connection: RequestClient | undefined;
  runner.connect = async () => {
    if (connection === undefined) {
      const taken: RequestClient = await connect();
      taken.request = signal;
      connection = taken;
    }
    return connection;
  };
  runner.release = () => {
    if (connection !== undefined) connection.request = undefined;
    connection = undefined;
    return release();
  };
  return runner;
}
