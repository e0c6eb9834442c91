import type { Graph, Line } from './graph';

/** A graph in columns, in which every line goes from one column to the next. */
export interface Layers {
  /** Boxes, by their places in the graph; behind them the bends of lines that go further than one column. */
  readonly points: number;
  /** The column of each point. */
  readonly ranks: readonly number[];
  /** The points of each column, from the top, as the graph has its boxes. */
  readonly columns: readonly (readonly number[])[];
  /** The pieces of all lines, each once; from column to column. */
  readonly pieces: readonly Line[];
  /** Of each line of the graph, the places of its pieces in `pieces`, in their order. */
  readonly piecesOf: readonly (readonly number[])[];
}

/**
 * Puts a graph into columns. Lines that leave a box and go on past the next column share their bends until they part:
 * a box on which thousands rest has one bend a column, and one line to it.
 * @param graph its lines go from lower ranks to higher ones
 */
export function layersOf({ count, lines }: Graph, ranksOfBoxes: readonly number[]): Layers {
  const ranks = [...ranksOfBoxes];
  /** What sorts a column as the graph has its boxes; a bend stands directly behind the box that it comes from. */
  const order = Array.from({ length: count }, (_, at) => at);
  const pieces: Line[] = [];
  const known = new Map<string, number>();
  const piece = (from: number, to: number) => {
    const key = `${from} ${to}`;
    const place = known.get(key) ?? pieces.push([from, to]) - 1;
    known.set(key, place);
    return place;
  };
  const bends = new Map<string, number>();
  const bend = (source: number, rank: number) => {
    const key = `${source} ${rank}`;
    const point = bends.get(key) ?? ranks.push(rank) - 1;
    bends.set(key, point);
    order[point] = source + 0.5;
    return point;
  };
  const piecesOf = lines.map(([from, to]) => {
    const its: number[] = [];
    let last = from;
    for (let rank = ranks[from]! + 1; rank < ranks[to]!; rank += 1) {
      const next = bend(from, rank);
      its.push(piece(last, next));
      last = next;
    }
    its.push(piece(last, to));
    return its;
  });
  const deepest = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  const columns: number[][] = Array.from({ length: count === 0 ? 0 : deepest + 1 }, () => []);
  for (const [point, rank] of ranks.entries()) columns[rank]!.push(point);
  for (const column of columns) column.sort((one, other) => order[one]! - order[other]! || one - other);
  return { points: ranks.length, ranks, columns, pieces, piecesOf };
}
