import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { prepared } from './prepared.js';
import { selectRows } from './select-rows.js';
import { tableName } from './table-name.js';

/** A thing with versions: its name, and who created it when. */
export interface NamedRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** The row of that name, made if missing, locked until the transaction ends; see `lockExisting`. */
export async function lockNamed<Row extends NamedRow>(
  manager: EntityManager,
  entity: new () => Row,
  { name, actor }: { readonly name: string; readonly actor: string },
): Promise<Row> {
  const [row] = await lockNamedReading(manager, entity, { name, actor }, async () => undefined);
  return row;
}

/**
 * The same, with what is read while it is locked. Both statements are sent without waiting for each other (pipelining),
 * for nearly always the row is there.
 * @param read reads by `readTexts` alone, as the lock does: PostgreSQL runs pipelined statements in the order in which
 * they reach the connection, and `manager.query`, which awaits less before it sends, would run before the row is locked
 */
export async function lockNamedReading<Row extends NamedRow, Found>(
  manager: EntityManager,
  entity: new () => Row,
  { name, actor, insert = () => insertNamed(manager, entity, { name, actor }) }: NamedToLock,
  read: () => Promise<Found>,
): Promise<readonly [Row, Found]> {
  const lock = () => lockExisting(manager, entity, 'name', name);
  const [known, found] = await Promise.all([lock(), read()]);
  if (known !== undefined) return [known, found];
  await insert();
  const [made, foundNow] = await Promise.all([lock(), read()]);
  if (made === undefined) throw new TypeError(`${entity.name} lost ${name}`);
  return [made, foundNow];
}

/** What is to be locked, and who makes it where it is missing. */
export interface NamedToLock {
  readonly name: string;
  readonly actor: string;
  /** Inserts the row where none of that name is there, which another may insert at the same moment. @default by its name alone */
  readonly insert?: (() => Promise<void>) | undefined;
}

async function insertNamed<Row extends NamedRow>(
  manager: EntityManager,
  entity: new () => Row,
  { name, actor }: Pick<NamedToLock, 'name' | 'actor'>,
): Promise<void> {
  const table = tableName(manager.dataSource.getMetadata(entity));
  await prepared(
    manager,
    `INSERT INTO ${table} (id, name, created_at, created_by) VALUES ($1, $2, clock_timestamp(), $3) ON CONFLICT (name) DO NOTHING`,
    [uuid(), name, actor],
  );
}

/**
 * The row with that key, locked until the transaction ends; undefined where there is none.
 *
 * By an advisory lock on its name: a row lock (`FOR UPDATE`) wants the right to UPDATE, which the role that serves does
 * not have on what is sealed. The row itself is as it was before the lock, for it never changes; what has to be read
 * under the lock is read by the next statement.
 */
export async function lockExisting<Row extends NamedRow>(
  manager: EntityManager,
  entity: new () => Row,
  key: 'id' | 'name',
  value: string,
): Promise<Row | undefined> {
  const table = tableName(manager.dataSource.getMetadata(entity));
  // CASE: in whichever order PostgreSQL asks the conditions, no other row is locked.
  const locked = `CASE WHEN ${key} = $1 THEN pg_advisory_xact_lock(hashtextextended('${table} ' || name, 0)) IS NOT NULL END`;
  const [row] = await selectRows(manager, entity, `WHERE ${key} = $1 AND ${locked}`, [value]);
  return row;
}
