import type { Writable } from 'node:stream';
import type pg from 'pg';
import type { ReadConnection } from './raw-rows.js';

/**
 * What the driver knows of a connection and does not declare; `test/platform/driver-internals.test.ts` names each part.
 */
export interface Backend {
  readonly connection: ReadConnection & { readonly stream: Writable };
  readonly host: string;
  readonly port: number;
  /** With which PostgreSQL is asked to cancel what the connection is doing; null until it is made. */
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/** The same connection, with what is not declared. */
export function backendOf(client: pg.Client): Backend {
  return client as unknown as Backend;
}
