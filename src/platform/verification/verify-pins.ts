import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';

/** What others may pin in a subgraph: SQL of `id`, `ref` and `digest`, tables named with their schema. */
export type PinnableSql = Readonly<Record<string, string>>;

/** A column that holds pins, `{ id, ref, digest }` or a list of them, or bare ids. */
export interface PinColumn {
  /** With its schema. */
  readonly table: string;
  readonly column: string;
  /** What it pins, as the owner calls it: `DatasetVersion`. */
  readonly type: string;
  /** The column with the id of what rests on the pins, where a row is a fact about another thing. @default id */
  readonly of?: string | undefined;
}

/** What a pin names, as it names it. */
export interface Pin {
  readonly row: string;
  readonly id: string;
  readonly ref: string | null;
  readonly digest: string | null;
}

/**
 * Looks up every pin of a column with its owner: it must be there, under that ref and digest.
 * @param pinnable SQL of what it pins
 * @returns how many pins there are
 * @throws {VerificationError} for the first that is not.
 */
export async function verifyPins(reader: StoreReader, column: PinColumn, pinnable: string): Promise<number> {
  let count = 0;
  for await (const pins of reader.batches<Pin>(pinsSql(column))) {
    const found = await reader.query<Omit<Pin, 'row'>>(
      `SELECT * FROM (${pinnable}) owned WHERE id = ANY ($1::uuid[])`,
      [[...new Set(pins.map(({ id }) => id))]],
    );
    const byId = new Map(found.map((entity) => [entity.id, entity]));
    for (const pin of pins) refuseWrong(pin, byId.get(pin.id), column);
    count += pins.length;
  }
  return count;
}

/**
 * Looks up the pins of one thing with their owner, as `verifyPins` does for all of them.
 * @returns the pins
 */
export async function verifyPinsOf(
  reader: StoreReader,
  column: PinColumn,
  { pinnable, id }: { readonly pinnable: string; readonly id: string },
): Promise<Pin[]> {
  const pins = await reader.query<Pin>(`${pinsSql(column)} AND t.${column.of ?? 'id'} = $1::uuid`, [id]);
  const owned = await reader.query<Omit<Pin, 'row'>>(`SELECT * FROM (${pinnable}) owned WHERE id = ANY ($1::uuid[])`, [
    pins.map((pin) => pin.id),
  ]);
  for (const pin of pins)
    refuseWrong(
      pin,
      owned.find((entity) => entity.id === pin.id),
      column,
    );
  return pins;
}

/** A column may hold one pin, a list of pins or an array of ids: the type of its JSON decides. */
function pinsSql({ table, column, of = 'id' }: PinColumn): string {
  return `SELECT coalesce(to_jsonb(t) ->> 'ref', to_jsonb(t) ->> '${of}') AS row,
      CASE jsonb_typeof(each.pin) WHEN 'string' THEN each.pin #>> '{}' ELSE each.pin ->> 'id' END AS id,
      each.pin ->> 'ref' AS ref, each.pin ->> 'digest' AS digest
    FROM ${table} t, LATERAL (SELECT to_jsonb(t.${column}) AS pins) it,
      LATERAL jsonb_array_elements(CASE jsonb_typeof(pins) WHEN 'array' THEN pins ELSE jsonb_build_array(pins) END) AS each (pin)
    WHERE t.${column} IS NOT NULL`;
}

function refuseWrong(pin: Pin, owned: Omit<Pin, 'row'> | undefined, { table, type }: PinColumn): void {
  const who = `${pin.row} in ${table} rests on the ${type} ${pin.ref ?? pin.id}`;
  if (owned === undefined) throw new VerificationError(`${who}, which is not in the store.`);
  if (pin.ref !== null && pin.ref !== owned.ref) {
    throw new VerificationError(`${who}, and the one with its id is ${owned.ref}.`);
  }
  if (pin.digest !== null && pin.digest !== owned.digest) {
    throw new VerificationError(`${who} with the digest ${pin.digest}, and that is sealed with ${owned.digest}.`);
  }
}
