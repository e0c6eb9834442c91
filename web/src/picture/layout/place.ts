import { type Line, neighboursOf } from './graph';

/** How far the points of a column are apart, from middle to middle. */
export interface Spacing {
  /** Two boxes. */
  readonly boxes: number;
  /** A bend and a box. */
  readonly mixed: number;
  /** Two bends. */
  readonly bends: number;
}

interface Placed {
  readonly points: number;
  /** Points before this one are boxes, the others bends. */
  readonly boxes: number;
  readonly columns: readonly (readonly number[])[];
  readonly pieces: readonly Line[];
}

const ROUNDS = 10;
/** A bend holds its line straight: it counts for more than a box where both cannot stand where they would. */
const WEIGHT_OF_BEND = 4;

/**
 * The height of the middle of each point: as near to the mean of its neighbours as the order of its column and the
 * spacing allow, for the column as a whole (isotonic regression, by pooling adjacent violators); first towards the
 * columns before, then towards those behind, in turn.
 */
export function heightsOf({ points, boxes, columns, pieces }: Placed, spacing: Spacing): Float64Array {
  const before = neighboursOf(points, pieces, 'before');
  const after = neighboursOf(points, pieces, 'after');
  const heights = new Float64Array(points);
  /** How far each point stands below the first of its column at least. */
  const offsets = new Float64Array(points);
  for (const column of columns)
    for (let at = 1; at < column.length; at += 1) {
      const bends = Number(column[at - 1]! >= boxes) + Number(column[at]! >= boxes);
      const apart = bends === 0 ? spacing.boxes : bends === 1 ? spacing.mixed : spacing.bends;
      offsets[column[at]!] = offsets[column[at - 1]!]! + apart;
    }
  heights.set(offsets);
  const towards = (column: readonly number[], sides: readonly (readonly number[][])[]) => {
    const wanted = column.map((point) => {
      let [sum, number] = [0, 0];
      for (const side of sides)
        for (const each of side[point]!) {
          sum += heights[each]!;
          number += 1;
        }
      return (number === 0 ? heights[point]! : sum / number) - offsets[point]!;
    });
    const weights = column.map((point) => (point >= boxes ? WEIGHT_OF_BEND : 1));
    for (const [at, value] of isotonic(wanted, weights).entries()) {
      const point = column[at]!;
      heights[point] = value + offsets[point]!;
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const sides = round >= ROUNDS - 2 ? [before, after] : round % 2 === 0 ? [before] : [after];
    const inTurn = round % 2 === 0 ? columns : columns.toReversed();
    for (const column of inTurn) towards(column, sides);
  }
  return heights;
}

/** The values that never fall and are nearest to the wanted ones, by weighted squares. */
export function isotonic(wanted: readonly number[], weights: readonly number[]): Float64Array {
  const pools: { value: number; weight: number; length: number }[] = [];
  for (const [at, value] of wanted.entries()) {
    let pool = { value, weight: weights[at]!, length: 1 };
    for (let last = pools.at(-1); last !== undefined && last.value > pool.value; last = pools.at(-1)) {
      const weight = last.weight + pool.weight;
      pool = {
        value: (last.value * last.weight + pool.value * pool.weight) / weight,
        weight,
        length: last.length + pool.length,
      };
      pools.pop();
    }
    pools.push(pool);
  }
  const values = new Float64Array(wanted.length);
  let at = 0;
  for (const { value, length } of pools) {
    values.fill(value, at, at + length);
    at += length;
  }
  return values;
}
