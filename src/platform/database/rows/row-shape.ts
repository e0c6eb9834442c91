import pg from 'pg';
import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { isTurnSpent, nextShare, spendUnits } from '#platform/turns/pace.js';
import { CHARACTERS_AT_ONCE, parseInTurns } from '#platform/turns/parse-in-turns.js';
import type { TextRow } from '../driver/text-row.js';
import { parseJson } from './manifest-column.js';
import { parseMoment } from './parse-moment.js';
import { tableName } from './table-name.js';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** PostgreSQL's number of a type for which the driver has no name. */
const TEXT_ARRAY = 1009 as TypeId;

/** How the rows of a table are read, and become objects. */
export interface RowShape<Row> {
  /** Its name with its schema, quoted. */
  readonly table: string;
  /** Its columns, quoted. */
  readonly columns: readonly string[];
  /** Where the column of a property is among them. */
  indexOf(property: keyof Row & string): number;
  /** `SELECT <its columns> FROM <its table> <rest>`, once a text. */
  statement(rest: string): string;
  /** An object over a row that begins with its columns: each is cut from it and parsed when somebody looks at it. */
  read(row: TextRow): Row;
}

const shapes = new WeakMap<EntityMetadata, WeakMap<readonly string[], RowShape<never>>>();

/**
 * The shape of an entity's table.
 * @param without columns that are left out; a constant array, because it is the key under which the shape is cached
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
  const table = tableName(metadata);
  const read = metadata.columns.filter(({ propertyName }) => !without.includes(propertyName));
  const columns = read.map(({ databaseName }) => `"${databaseName}"`);
  const statements = new Map<string, string>();
  const Prototype = class {
    constructor(row: TextRow) {
      (this as unknown as Stored)[ROW] = row;
      (this as unknown as Stored)[VALUES] = new Array(columns.length);
    }
  };
  const ofJson = new Map<string, number>();
  for (const [index, column] of read.entries()) {
    const parse = parserOf(column);
    if (parse === parseJson) ofJson.set(column.propertyName, index);
    Object.defineProperty(Prototype.prototype, column.propertyName, { get: getterOf(index, parse) });
  }
  Object.defineProperty(Prototype.prototype, JSON_COLUMNS, { value: ofJson });
  return {
    table,
    columns,
    indexOf: (property) => read.findIndex(({ propertyName }) => propertyName === property),
    statement(rest) {
      const statement = statements.get(rest) ?? `SELECT ${columns.join(', ')} FROM ${table} ${rest}`;
      statements.set(rest, statement);
      return statement;
    },
    read: (row) => new Prototype(row) as Row,
  };
}

/** Where an object keeps what its columns are cut from; nothing once all are. */
const ROW = Symbol('row');
/**
 * Where it keeps the values of its columns: texts, and in the place of each what it was parsed to; none before a look.
 */
const VALUES = Symbol('values');

/** Where its columns of JSON are, by their properties. */
const JSON_COLUMNS = Symbol('columns of JSON');

interface Stored {
  [ROW]: TextRow | null;
  [VALUES]: unknown[];
  readonly [JSON_COLUMNS]: ReadonlyMap<string, number>;
}

/**
 * Parses columns of JSON that are long, in turns of the event loop, so that to look at them afterwards takes no time.
 * An object that no shape has read has its values already.
 */
export async function parseLarge<Row extends object>(row: Row, ...properties: (keyof Row & string)[]): Promise<void> {
  if (!(VALUES in row)) return;
  const stored = row as unknown as Stored;
  for (const property of properties) {
    const index = stored[JSON_COLUMNS].get(property);
    const text = index === undefined ? null : columnOf(stored, index);
    if (typeof text !== 'string' || text.length <= LONG) continue;
    if (isTurnSpent()) await nextShare();
    if (text.length <= CHARACTERS_AT_ONCE) void row[property];
    else {
      const value = await parseInTurns(text);
      if (typeof value !== 'string') stored[VALUES][index!] = value;
    }
  }
}

/**
 * Cuts what an object has not cut yet: a cached object then holds its own texts in memory, not all that came with its
 * row.
 */
export function cutWhole(row: object): void {
  if (!(VALUES in row)) return;
  const stored = row as Stored;
  for (let index = 0; index < stored[VALUES].length; index++) columnOf(stored, index);
  stored[ROW] = null;
}

/** The columns of an object that a shape has read, each as it is when somebody looks at it; undefined for any other. */
export function columnsIn(row: object): Record<string, unknown> | undefined {
  if (!(VALUES in row)) return undefined;
  const columns = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(row));
  return Object.fromEntries(
    Object.keys(columns)
      .filter((name) => columns[name]?.get !== undefined)
      .map((name) => [name, (row as Record<string, unknown>)[name]]),
  );
}

function columnOf(stored: Stored, index: number): unknown {
  const value = stored[VALUES][index];
  if (value !== undefined) return value;
  const text = stored[ROW]!.text(index);
  stored[VALUES][index] = text;
  return text;
}

/** Makes the text of a column what it is to be; null where it is that already. */
type Parse = ((text: string) => unknown) | null;

function parserOf({ propertyName, transformer, type, isArray }: ColumnMetadata): Parse {
  if (Array.isArray(transformer)) throw new TypeError('a column has one transformer at most');
  if (transformer !== undefined) return transformer.from;
  const parse = PARSERS[`${type}${isArray ? '[]' : ''}`];
  if (parse === undefined) throw new TypeError(`${propertyName}: nothing is known of reading the type ${String(type)}`);
  return parse;
}

/** Characters of a text whose parsing counts as work of the turn, and how many are parsed for one unit of it. */
const LONG = 4_000;
const CHARACTERS_A_UNIT = 150;

/** By the types that our columns have; what the driver leaves a text stays one. */
const PARSERS: Readonly<Record<string, Parse>> = {
  text: null,
  uuid: null,
  bigint: null,
  integer: Number,
  'double precision': Number,
  boolean: (text) => text === 't',
  jsonb: parseJson,
  timestamptz: parseMoment,
  'text[]': pg.types.getTypeParser(TEXT_ARRAY),
  'uuid[]': pg.types.getTypeParser(TEXT_ARRAY),
};

function getterOf(index: number, parse: Parse) {
  if (parse === null) {
    return function asText(this: Stored): unknown {
      return columnOf(this, index);
    };
  }
  return function look(this: Stored): unknown {
    const value = columnOf(this, index);
    if (typeof value !== 'string') return value;
    if (value.length > LONG) spendUnits(value.length / CHARACTERS_A_UNIT);
    const parsed = parse(value);
    // A JSON string is parsed again each time: once stored here, the value could not be told from its own JSON text.
    if (typeof parsed !== 'string') this[VALUES][index] = parsed;
    return parsed;
  };
}
