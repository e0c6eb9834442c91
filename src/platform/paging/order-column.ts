/** What a list is ordered by. */
export interface OrderColumn {
  /** An expression of SQL that is never NULL, or where `rank` says so. */
  readonly sql: string;
  /** What its value is: a double, a moment, a decimal number of any length, … */
  readonly type: 'text' | 'number' | 'decimal' | 'moment' | 'uuid';
  readonly direction: 'ASC' | 'DESC';
  /** What stands for it in cursors, where its SQL does not say all, since it has parameters. @default `sql` */
  readonly name?: string | undefined;
  /**
   * SQL of a whole number that counts before the value, lower ones first whatever the direction: 0 of rows that stand in
   * order of their values, another of those that have none, and come last.
   * @default 0
   */
  readonly rank?: string | undefined;
}

/** Where a row stands in an order: of each column the rank and, as PostgreSQL writes it, the value. */
export type OrderPlace = readonly (readonly [rank: number, value: string | null])[];

/** The select list of the columns, as those below know them; texts are ordered by code points, whatever the collation. */
export function valuesSql(order: readonly OrderColumn[]): string {
  return order
    .map(({ sql, type, rank = '0' }, index) => {
      const value = type === 'text' ? `(${sql}) COLLATE "C"` : sql;
      return `${rank} AS rank_${index}, ${value} AS value_${index}`;
    })
    .join(', ');
}

/** SQL of the place of a row, as `OrderPlace` has it: moments in microseconds. */
export function placeSql(order: readonly OrderColumn[]): string {
  const entries = order.map(({ type }, index) => {
    const value = type === 'moment' ? `(extract(epoch FROM value_${index}) * 1000000)::bigint` : `value_${index}`;
    return `json_build_array(rank_${index}, ${value}::text)`;
  });
  return `json_build_array(${entries.join(', ')})`;
}

/** What stands behind ORDER BY. */
export function sortSql(order: readonly OrderColumn[]): string {
  const sorted = ({ rank, direction }: OrderColumn, index: number) =>
    `${rank === undefined ? '' : `rank_${index}, `}value_${index} ${direction}`;
  return order.map(sorted).join(', ');
}

/**
 * The condition that a row stands behind a place: by the first column, or equal there and behind it by the others.
 * @param place null where the list begins
 * @param count how many parameters the statement has before those of the condition
 */
export function behindPlace(
  order: readonly OrderColumn[],
  place: OrderPlace | null,
  count: number,
): { readonly where: string; readonly values: readonly unknown[] } {
  if (place === null) return { where: 'true', values: [] };
  const values: unknown[] = [];
  const where = order.reduceRight((rest, { type, direction, rank: ranked }, index) => {
    const [rank, text] = place[index]!;
    const behindRank = ranked === undefined ? '' : `rank_${index} > ${rank} OR `;
    if (rank > 0) return `(${behindRank}rank_${index} = ${rank} AND ${rest})`;
    values.push(text);
    const value = FROM_TEXT[type](`$${count + values.length}`);
    const sign = direction === 'ASC' ? '>' : '<';
    // Not before it, and then behind it: by the first half PostgreSQL finds where to begin in an index.
    const within = `value_${index} ${sign}= ${value} AND (value_${index} ${sign} ${value} OR ${rest})`;
    return `(${behindRank}${within})`;
  }, 'false');
  return { where, values };
}

const FROM_TEXT: Readonly<Record<OrderColumn['type'], (parameter: string) => string>> = {
  text: (parameter) => `${parameter}::text`,
  number: (parameter) => `${parameter}::float8`,
  decimal: (parameter) => `${parameter}::numeric`,
  moment: (parameter) => `(timestamptz 'epoch' + ${parameter}::bigint * interval '1 microsecond')`,
  uuid: (parameter) => `${parameter}::uuid`,
};
