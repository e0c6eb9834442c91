import pg, { type CustomTypesConfig } from 'pg';
import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** PostgreSQL's numbers of types for which the driver has no names. */
const TEXT_ARRAY = 1009 as TypeId;
const UUID_ARRAY = 2951 as TypeId;

/** How the rows of a table are read, and become objects. */
export interface RowShape<Row> {
  /** Its name, quoted. */
  readonly table: string;
  /** Its columns, quoted. */
  readonly columns: readonly string[];
  /** `SELECT <its columns> FROM <its table> <rest>`, once a text. */
  statement(rest: string): string;
  /** Makes an object of the values of its columns; JSON and moments are parsed when somebody looks at them. */
  read(values: readonly unknown[], from?: number): Row;
}

const shapes = new WeakMap<EntityMetadata, WeakMap<readonly string[], RowShape<never>>>();

/**
 * The shape of an entity's table.
 * @param without columns that are left out; a constant, for the shape is kept under it
 */
export function rowShape<Row>(metadata: EntityMetadata, without: readonly string[]): RowShape<Row> {
  const ofTable = shapes.get(metadata) ?? new WeakMap<readonly string[], RowShape<never>>();
  shapes.set(metadata, ofTable);
  const known = ofTable.get(without);
  if (known !== undefined) return known as RowShape<Row>;
  const shape = createShape<Row>(metadata, without);
  ofTable.set(without, shape as RowShape<never>);
  return shape;
}

function createShape<Row>(metadata: EntityMetadata, without: readonly string[]): RowShape<Row> {
  const table = `"${metadata.tableName}"`;
  const kept = metadata.columns.filter(({ propertyName }) => !without.includes(propertyName));
  const columns = kept.map(({ databaseName }) => `"${databaseName}"`);
  const statements = new Map<string, string>();
  const fields = kept.map(fieldOf);
  const Prototype = class {};
  for (const { name, place, read } of fields) {
    if (read !== null) Object.defineProperty(Prototype.prototype, name, { get: reader(place, read) });
  }
  return {
    table,
    columns,
    statement(rest) {
      const statement = statements.get(rest) ?? `SELECT ${columns.join(', ')} FROM ${table} ${rest}`;
      statements.set(rest, statement);
      return statement;
    },
    read(values, from = 0) {
      const row = new Prototype() as Stored;
      for (let index = 0; index < fields.length; index++) row[fields[index]!.place] = values[from + index];
      return row as Row;
    },
  };
}

type Stored = Record<string | symbol, unknown>;

/** A column of the object. */
interface Field {
  readonly name: string;
  /** Where its value stands as it came: under its name where it is to stay that. */
  readonly place: string | symbol;
  /** Makes the text of it what it is to be; null where it is that already. */
  readonly read: ((text: string) => unknown) | null;
}

function fieldOf({ propertyName: name, transformer, type, isArray }: ColumnMetadata): Field {
  if (Array.isArray(transformer)) throw new TypeError('a column has one transformer at most');
  const read = transformer?.from ?? LAZY_TYPES[`${type}${isArray ? '[]' : ''}`] ?? null;
  return { name, place: read === null ? name : Symbol(name), read };
}

/** What takes long to parse, is most of a row, and is seldom all looked at. */
const LAZY_TYPES: Readonly<Record<string, (text: string) => unknown>> = {
  jsonb: JSON.parse,
  timestamptz: pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ),
  'text[]': pg.types.getTypeParser(TEXT_ARRAY),
  'uuid[]': pg.types.getTypeParser(UUID_ARRAY),
};

/** The driver leaves those types as they come. */
const AS_TEXT: ReadonlySet<number> = new Set([
  pg.types.builtins.JSONB,
  pg.types.builtins.TIMESTAMPTZ,
  TEXT_ARRAY,
  UUID_ARRAY,
]);
/** How the driver is to read the values of a shape. */
export const SHAPE_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    AS_TEXT.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format)) as never,
};

/** Reads a value when somebody first looks at it. */
function reader(place: string | symbol, read: (text: string) => unknown) {
  const seen = Symbol('seen');
  return function look(this: Stored): unknown {
    const text = this[place];
    if (text === null) return null;
    if (this[seen] === undefined) this[seen] = read(text as string);
    return this[seen];
  };
}
