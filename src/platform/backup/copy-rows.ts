import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type TableDescription, tableIn } from './describe-schema.js';

/** How values are written, whatever the server is set to; sent once in the transaction that copies. */
export const PLAIN_TEXT_SETTINGS =
  "SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

/** What rows came to. */
export interface CopiedRows {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Takes in the bytes of COPY, and counts and hashes them. */
export interface RowsDigest {
  add(chunk: Uint8Array): void;
  end(): CopiedRows;
}

const LINE_FEED = 10;

/** A row of COPY's text ends with a line feed, and no other line feed is in it. */
export function digestRows(): RowsDigest {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  return {
    add(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) rows += 1;
    },
    end: () => ({ rows, bytes, sha256: hash.digest('hex') }),
  };
}

/** The rows of a table as COPY writes them, in their order. */
export function rowsOf(client: pg.Client, schema: string, table: TableDescription): AsyncIterable<Buffer> {
  return client.query(
    copyTo(
      `COPY (SELECT ${columnList(table)} FROM ${tableIn(schema, table.name)} t ORDER BY ${table.order}) TO STDOUT`,
    ),
  );
}

/** The count, size and digest of a table's rows, as COPY writes them. */
export async function digestOfTable(client: pg.Client, schema: string, table: TableDescription): Promise<CopiedRows> {
  const digest = digestRows();
  for await (const chunk of rowsOf(client, schema, table)) digest.add(chunk);
  return digest.end();
}

/** The columns of a table for SQL. */
export function columnList({ columns }: Pick<TableDescription, 'columns'>): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

/** A stream that a client takes as a query, such as one of COPY. */
export type CopyInStream = Writable & pg.Submittable;
