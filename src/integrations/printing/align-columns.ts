import { printable } from '#platform/errors/printable.js';

/** How the columns of a table are set. */
export interface ColumnSetting {
  /** Numbers end below each other: every column but the first is set to the right. @default false */
  readonly numbers?: boolean;
}

/** Rows of cells as lines in which the columns are below each other. What would control a terminal is its escape. */
export function alignColumns(rows: readonly (readonly string[])[], { numbers = false }: ColumnSetting = {}): string[] {
  const table = rows.map((row) => row.map(printable));
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numbers && column > 0 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('   ')
      .trimEnd(),
  );
}
